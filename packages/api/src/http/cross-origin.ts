import { CAPTCHA_RESPONSE } from "../captcha.ts";
import type { RegisteredApp } from "../context.ts";
import type { IncomingCall } from "./admit-request.ts";

interface Origins {
  publicUrl: string;
  apps: readonly RegisteredApp[];
}

/**
 * Whether a browser's page of this origin may make the call, and what its answer says so with. Our own
 * pages may; those of a registered app only with a bearer token, since our cookies aren't theirs to use.
 * A registered app may read that it was refused.
 */
export function judgeOrigin(
  { headers, method }: Pick<IncomingCall, "headers" | "method">,
  { publicUrl, apps }: Origins,
): { ok: boolean; headers: Record<string, string> } {
  const origin = headers.get("origin");
  const vary = { vary: "Origin" };
  if (origin === null || origin === new URL(publicUrl).origin) return { ok: true, headers: vary };
  if (!isAppOrigin({ headers }, { apps })) return { ok: false, headers: vary };
  const preflight = method === "OPTIONS";
  return {
    ok: preflight || headers.get("authorization") !== null,
    headers: {
      ...vary,
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "Retry-After",
      ...(preflight && PREFLIGHT),
    },
  };
}

/** Whether a page of a registered app makes the call. */
export function isAppOrigin(
  { headers }: Pick<IncomingCall, "headers">,
  { apps }: Pick<Origins, "apps">,
): boolean {
  const origin = headers.get("origin");
  return origin !== null && apps.some(({ allowedOrigins }) => allowedOrigins.includes(origin));
}

const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": `authorization, content-type, ${CAPTCHA_RESPONSE}`,
  "access-control-max-age": "600",
};
