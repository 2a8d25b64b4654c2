/// <reference lib="dom" />
import { createWatchwordClient } from "@watchword/client";
import { useEmailCode } from "@watchword/client/react";
import { createElement as h, type FormEvent } from "react";
import { createRoot } from "react-dom/client";

/** A page of an app that has no server: it signs people in, and holds their session itself. */
function Page({ watchword }: { watchword: string }) {
  const code = useEmailCode({
    client: createWatchwordClient({ url: watchword }),
    request: { phrase: true },
    transport: "token",
    onSignedIn: ({ token }) => void showSession(watchword, token ?? ""),
  });
  const typed = (send: (text: string) => Promise<void>) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(String(new FormData(event.currentTarget).get("typed")));
  };
  const form = (label: string, send: (text: string) => Promise<void>) =>
    h("form", { key: label, onSubmit: typed(send) }, [
      h("input", { key: "field", name: "typed", "aria-label": label }),
      h("button", { key: "button" }, "Continue"),
    ]);
  return h("main", {}, [
    code.phase === "address" && form("Address", code.request),
    code.phase === "code" && form("Code", code.signIn),
    code.phase === "code" &&
      h("button", { key: "again", onClick: () => void code.resend() }, "Send again"),
    code.phase === "code" && h("button", { key: "back", onClick: code.restart }, "Other address"),
    h("output", { key: "state" }, JSON.stringify(code)),
  ]);
}

async function showSession(url: string, token: string): Promise<void> {
  const current = await createWatchwordClient({ url, token }).session.current.query();
  document.title = `${current?.user.email} in ${current?.session.audience}`;
}

const root = document.body.appendChild(document.createElement("div"));
const watchword = new URLSearchParams(location.search).get("watchword") ?? "";
createRoot(root).render(h(Page, { watchword }));
