import type { BrowserContext } from "playwright-core";

/** As much of Turnstile's `api.js` as pages use. It answers once its frame has been let in. */
const API = `(() => {
  const widgets = new Map();
  const answer = async ({ options, input }) => {
    const response = await solveCaptcha(options.action);
    input.value = response;
    options.callback(response);
  };
  addEventListener("message", ({ data }) => widgets.has(data) && answer(widgets.get(data)));
  window.turnstile = {
    render(place, options) {
      const id = "widget-" + crypto.randomUUID();
      const box = document.createElement("div");
      const frame = document.createElement("iframe");
      frame.title = "Stand-in of Cloudflare";
      frame.src = "https://challenges.cloudflare.com/frame#" + id;
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = options["response-field-name"];
      box.append(frame, input);
      widgets.set(id, { box, input, options });
      place.append(box);
      return id;
    },
    reset(id) {
      widgets.get(id).input.value = "";
      answer(widgets.get(id));
    },
    remove(id) {
      widgets.get(id).box.remove();
      widgets.delete(id);
    },
  };
})();`;

const FRAME = `<!doctype html><html lang="en"><title>Stand-in</title><p>Stand-in</p>
<script>parent.postMessage(location.hash.slice(1), "*")</script>`;

/** Stands in for Cloudflare in a browser. Answers what was loaded from there. */
export async function standInForCloudflare(
  context: BrowserContext,
  solve: (action: string) => string | Promise<string>,
): Promise<string[]> {
  const loaded: string[] = [];
  await context.exposeBinding("solveCaptcha", (_, action: string) => solve(action));
  await context.route("https://challenges.cloudflare.com/**", (route) => {
    const { pathname } = new URL(route.request().url());
    loaded.push(pathname);
    return pathname === "/turnstile/v0/api.js"
      ? route.fulfill({ contentType: "text/javascript", body: API })
      : route.fulfill({ contentType: "text/html", body: FRAME });
  });
  return loaded;
}
