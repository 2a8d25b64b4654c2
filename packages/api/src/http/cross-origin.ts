import { CAPTCHA_RESPONSE } from "../captcha.ts";
import type { RegisteredApp } from "../context.ts";
import type { RefusalData } from "../refusal.ts";
import type { IncomingCall } from "./admit-request.ts";

interface Origins {
  publicUrl: string;
  apps: readonly RegisteredApp[];
}

/** The refusal of a call from any other page. */
export const FOREIGN_ORIGIN: RefusalData = {
  reason: "FORBIDDEN",
  fields: { origin: "Neither the public URL's nor one of an app that is registered here" },
};

/**
 * Whether a page of this origin may make the call, and the headers with which the answer says so. Our own pages and
 * those of registered apps may. The cookies that a browser sends along are ours, and are ignored in an app's call: see
 * `withoutCookies`.
 */
export function judgeOrigin(
  { headers, method }: Pick<IncomingCall, "headers" | "method">,
  { publicUrl, apps }: Origins,
): { ok: boolean; headers: Record<string, string> } {
  const origin = headers.get("origin");
  const vary = { vary: "Origin" };
  if (origin === null || origin === new URL(publicUrl).origin || isOwnForm(headers))
    return { ok: true, headers: vary };
  if (appOfOrigin({ headers }, { apps }) === null) return { ok: false, headers: vary };
  return {
    ok: true,
    headers: {
      ...vary,
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "Retry-After",
      ...(method === "OPTIONS" && PREFLIGHT),
    },
  };
}

/**
 * Whether it is a form of our own page that hides its origin, as with `Referrer-Policy: no-referrer`. The browser
 * reports the site, which a page of another site can't fake.
 */
function isOwnForm(headers: Pick<Headers, "get">): boolean {
  return headers.get("origin") === "null" && headers.get("sec-fetch-site") === "same-origin";
}

/** The registered app whose page makes the call; null for every other caller. */
export function appOfOrigin(
  { headers }: Pick<IncomingCall, "headers">,
  { apps }: Pick<Origins, "apps">,
): RegisteredApp | null {
  const origin = headers.get("origin");
  if (origin === null) return null;
  return apps.find(({ allowedOrigins }) => allowedOrigins.includes(origin)) ?? null;
}

/** A call's headers without cookies: the only session that it brings is a bearer's. */
export function withoutCookies(headers: Pick<Headers, "get">): Pick<Headers, "get"> {
  return { get: (name) => (name.toLowerCase() === "cookie" ? null : headers.get(name)) };
}

/** Headers that a browser's tracer adds to each call: W3C's Trace Context and Baggage. */
const TRACING = "traceparent, tracestate, baggage";

const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": `authorization, content-type, ${CAPTCHA_RESPONSE}, ${TRACING}`,
  "access-control-max-age": "600",
};
