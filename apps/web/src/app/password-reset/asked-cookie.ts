import "server-only";
import { getConfig } from "../../config.ts";
import { readCookie, writeCookie } from "../../cookie.ts";

const COOKIE = { name: "reset-asked", path: "/password-reset" };

/** The address that this browser asked a reset for; null for none. */
export async function readAskedAddress(): Promise<string | null> {
  const value = await readCookie(COOKIE);
  return value && Buffer.from(value, "base64url").toString("utf8");
}

/** For server actions only; null forgets it. */
export function writeAskedAddress(email: string | null): Promise<void> {
  const maxAgeSeconds = getConfig().policy.passwordReset.ttlSeconds;
  return writeCookie(
    { ...COOKIE, maxAgeSeconds },
    email && Buffer.from(email).toString("base64url"),
  );
}
