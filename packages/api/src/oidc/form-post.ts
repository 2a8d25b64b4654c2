import type { ApiContext } from "../context.ts";
import { beginAgain, NO_STORE } from "./answer.ts";

type Sealing = Pick<ApiContext, "auth" | "publicUrl">;

/** What a browser posts to an app (OAuth 2.0 Form Post Response Mode). */
interface FormPost {
  redirectUri: string;
  parameters: Record<string, string>;
}

/**
 * The page that posts an answer to an app. Its address contains the answer sealed, so the address is worth nothing to
 * others.
 */
export function formPostUrl(ctx: Sealing, { redirectUri, parameters }: FormPost): string {
  const content = JSON.stringify([redirectUri, parameters]);
  const sealed = ctx.auth.keys.seal(content, contextOf(ctx)).toString("base64url");
  return `${ctx.publicUrl}/oidc/form-post?${new URLSearchParams({ answer: sealed })}`;
}

/** The page's script. It is a file of its own, so that pages contain no inline scripts. */
const FORM_POST_SCRIPT = "document.forms[0].submit();\n";

export function answerFormPostScript(): Response {
  const headers = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "max-age=300",
  };
  return new Response(FORM_POST_SCRIPT, { headers });
}

/** A page with a form that a script posts, or its button if scripts don't run. */
export function answerFormPost(ctx: Sealing, url: URL): Response {
  const sealed = url.searchParams.get("answer") ?? "";
  const content = ctx.auth.keys.unseal(Buffer.from(sealed, "base64url"), contextOf(ctx));
  if (content === null) return beginAgain(ctx);
  const [redirectUri, parameters] = JSON.parse(content) as [string, Record<string, string>];
  return new Response(pageOf({ redirectUri, parameters }), {
    headers: { "content-type": "text/html; charset=utf-8", ...NO_STORE },
  });
}

function pageOf({ redirectUri, parameters }: FormPost): string {
  const fields = Object.entries(parameters).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const { origin, host } = new URL(redirectUri);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(host)}</title>
<form method="post" action="${escape(redirectUri)}">
${fields.join("\n")}
<button>${escape(origin)}</button>
</form>
<script src="/oidc/form-post.js"></script>
</html>
`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function contextOf({ publicUrl }: Sealing): string {
  return JSON.stringify(["watchword/oidc-form-post", publicUrl]);
}
