import type { RegisteredApp } from "../context.ts";
import { appOfOrigin } from "../http/cross-origin.ts";

/** Lets pages of registered apps read an answer. Cookies play no part in it. */
export function allowOrigin(
  request: Pick<Request, "headers">,
  apps: readonly RegisteredApp[],
  answer: Response,
): Response {
  if (answer.headers.has("access-control-allow-origin")) return answer;
  answer.headers.append("vary", "Origin");
  const origin = request.headers.get("origin");
  if (origin === null || appOfOrigin(request, { apps }) === null) return answer;
  answer.headers.set("access-control-allow-origin", origin);
  answer.headers.set("access-control-expose-headers", "Retry-After, WWW-Authenticate");
  return answer;
}

/** Answers what a browser asks before a call that carries a token. */
export function answerPreflight(
  request: Pick<Request, "headers">,
  apps: readonly RegisteredApp[],
): Response {
  const headers = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-max-age": "600",
  };
  return allowOrigin(request, apps, new Response(null, { status: 204, headers }));
}
