import "server-only";
import { getConfig } from "./config.ts";
import { readCookie, writeCookie } from "./cookie.ts";

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** Where each link's page is, which alone is sent the token. */
const PAGES = {
  "sign-in": "/sign-in/link",
  "sign-up": "/sign-up/link",
  "password-reset": "/password-reset/link",
  "email-verification": "/verify-email/link",
  "email-change": "/email-change/link",
  "email-change-undo": "/email-change/undo",
  "one-time-token": "/device",
} as const;

export type LinkFlow = keyof typeof PAGES;

/** The token of the flow's link that this browser opened last; null for none. */
export function readLinkToken(flow: LinkFlow): Promise<string | null> {
  return readCookie({ name: "link", path: PAGES[flow] });
}

/** For actions and routes only; null forgets it. */
export function writeLinkToken(flow: LinkFlow, token: string | null): Promise<void> {
  const cookie = { name: "link", path: PAGES[flow], maxAgeSeconds: lifetimeSeconds(flow) };
  return writeCookie(cookie, token);
}

/**
 * The route that a link leads to. It moves the token from the address into a cookie and goes
 * on, so that no history, log of another site or shoulder keeps it. Nothing else changes: mail
 * scanners come by.
 */
export function linkRoute(flow: LinkFlow) {
  return async function GET(
    _: Request,
    { params }: { params: Promise<{ token: string }> },
  ): Promise<Response> {
    const { token } = await params;
    await writeLinkToken(flow, /^[\w-]{1,512}$/.test(token) ? token : null);
    return new Response(null, {
      status: 303,
      headers: { location: PAGES[flow], "cache-control": "no-store" },
    });
  };
}

function lifetimeSeconds(flow: LinkFlow): number {
  const { emailOtp, emailVerification, oneTimeToken, passwordReset } = getConfig().policy;
  if (flow === "sign-in") return emailOtp.linkTtlSeconds;
  if (flow === "password-reset") return passwordReset.ttlSeconds;
  if (flow === "one-time-token") return Math.ceil(oneTimeToken.ttlMinutes * 60);
  return flow === "email-change-undo" ? WEEK_SECONDS : emailVerification.ttlSeconds;
}
