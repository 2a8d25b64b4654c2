import "server-only";
import { getConfig } from "../environment/config.ts";
import { readCookie, writeCookie } from "./cookie.ts";

// For all paths, because an action that signs in and leads on to the page renders it with the cookies that the action
// was called with.
const COOKIE = { name: "user-code", path: "/" };

/** The last code of a device without a browser that was entered here, sealed; null if there is none. */
export function readUserCode(): Promise<string | null> {
  return readCookie(COOKIE);
}

/** For actions only; null forgets it. */
export function writeUserCode(entered: string | null): Promise<void> {
  const { ttlSeconds } = getConfig().policy.deviceAuthorization;
  return writeCookie({ ...COOKIE, maxAgeSeconds: ttlSeconds }, entered);
}
