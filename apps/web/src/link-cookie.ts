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
    await writeLinkToken(flow, tokenIn(flow, token));
    return new Response(null, {
      status: 303,
      headers: { location: PAGES[flow], "cache-control": "no-store" },
    });
  };
}

/** What a mailed link ends in: 256 bits in base64url. */
const MAILED = /^[^\w-]{0,64}([\w-]{43})(?:[^A-Za-z0-9].{0,64})?$/su;
/** One of `createTypeableToken`, or what somebody made of it. */
const TYPED = /^[^A-Za-z0-9]{0,64}([\w-]{0,511}[A-Za-z0-9])(?:[^A-Za-z0-9].{0,64})?$/su;

/**
 * The token in a link's last piece; null where it can't be one of ours. Mail programs and people take a
 * sign of the sentence along with it, or of the quotation.
 */
function tokenIn(flow: LinkFlow, piece: string): string | null {
  const [, token] = (flow === "one-time-token" ? TYPED : MAILED).exec(decoded(piece)) ?? [];
  return token ?? null;
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function lifetimeSeconds(flow: LinkFlow): number {
  const { emailOtp, emailVerification, oneTimeToken, passwordReset } = getConfig().policy;
  if (flow === "sign-in") return emailOtp.linkTtlSeconds;
  if (flow === "password-reset") return passwordReset.ttlSeconds;
  if (flow === "one-time-token") return Math.ceil(oneTimeToken.ttlMinutes * 60);
  return flow === "email-change-undo" ? WEEK_SECONDS : emailVerification.ttlSeconds;
}
