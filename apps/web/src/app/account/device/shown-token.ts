import "server-only";
import { getConfig } from "../../../environment/config.ts";
import { readCookie, writeCookie } from "../../../cookies/cookie.ts";

const COOKIE = { name: "shown-token", path: "/account/device" };

/** The token that this browser shows to another device; null if there is none. */
export function readShownToken(): Promise<string | null> {
  return readCookie(COOKIE);
}

/**
 * For server actions only. The cookie lives twice as long as the token, so that the page can say what became of the
 * token.
 */
export function writeShownToken(token: string): Promise<void> {
  const { ttlMinutes } = getConfig().policy.oneTimeToken;
  return writeCookie({ ...COOKIE, maxAgeSeconds: Math.ceil(ttlMinutes * 60 * 2) }, token);
}
