import "server-only";
import { type Purpose, rowOf } from "@watchword/auth/purposes";
import { getPolicy } from "../products/get-product.ts";
import { readCookie, writeCookie } from "./cookie.ts";

/** The purpose of a link's token. */
export type LinkPurpose = Purpose | "one-time-token";

/** The part of a link's path before the token. */
export function pathOf(purpose: LinkPurpose): string {
  return purpose === "one-time-token" ? "/device" : rowOf(purpose).link.path;
}

/** The path of each link's page: the only page that gets the token. */
export function pageOf(purpose: LinkPurpose): string {
  return purpose === "one-time-token" ? "/device" : rowOf(purpose).link.page;
}

/** The token of the purpose's link that this browser opened last; null if there is none. */
export function readLinkToken(purpose: LinkPurpose): Promise<string | null> {
  return readCookie({ name: "link", path: pageOf(purpose) });
}

/** For actions and routes only; null forgets it. */
export async function writeLinkToken(purpose: LinkPurpose, token: string | null): Promise<void> {
  const maxAgeSeconds = await lifetimeSeconds(purpose);
  const cookie = { name: "link", path: pageOf(purpose), maxAgeSeconds };
  return writeCookie(cookie, token);
}

/**
 * The route that a link leads to. It moves the token from the address into a cookie and goes on, so that it stays out
 * of the history, other sites' logs and people's sight. It changes nothing else, because mail scanners follow links.
 */
export function linkRoute(purpose: LinkPurpose) {
  return async function GET(
    _: Request,
    { params }: { params: Promise<{ token: string }> },
  ): Promise<Response> {
    const { token } = await params;
    await writeLinkToken(purpose, tokenIn(purpose, token));
    return new Response(null, {
      status: 303,
      headers: { location: pageOf(purpose), "cache-control": "no-store" },
    });
  };
}

/** The last part of a mailed link: 32 bytes in base64url. */
const MAILED = /^[^\w-]{0,64}([\w-]{43})(?:[^A-Za-z0-9].{0,64})?$/su;
/** A token of `createTypeableToken`, as somebody may have typed it. */
const TYPED = /^[^A-Za-z0-9]{0,64}([\w-]{0,511}[A-Za-z0-9])(?:[^A-Za-z0-9].{0,64})?$/su;

/**
 * The token in the last part of a link; null if it can't be one of ours. Mail programs and people may copy punctuation
 * or quotation marks along with it.
 */
function tokenIn(purpose: LinkPurpose, piece: string): string | null {
  const [, token] = (purpose === "one-time-token" ? TYPED : MAILED).exec(decoded(piece)) ?? [];
  return token ?? null;
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

async function lifetimeSeconds(purpose: LinkPurpose): Promise<number> {
  const policy = await getPolicy();
  return purpose === "one-time-token"
    ? Math.ceil(policy.oneTimeToken.ttlMinutes * 60)
    : rowOf(purpose).linkSeconds(policy);
}
