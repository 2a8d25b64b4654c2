// A choice is shown at once, and the keyboard stays where it was.
const FOCUSED = "focused";
for (const form of document.forms) {
  form.addEventListener("change", ({ target }) => {
    sessionStorage.setItem(FOCUSED, target.id);
    form.requestSubmit();
  });
}
document.getElementById(sessionStorage.getItem(FOCUSED) ?? "")?.focus();
sessionStorage.removeItem(FOCUSED);

// The mail stands on the page in its full height, as far as it is known.
const frame = document.querySelector("iframe");
const fit = () => {
  if (!frame.contentDocument?.body) return;
  frame.height = 0;
  frame.height = frame.contentDocument.documentElement.scrollHeight;
};
if (frame) {
  frame.addEventListener("load", fit);
  fit();
}

new EventSource("/changes").addEventListener("message", () => location.reload());
