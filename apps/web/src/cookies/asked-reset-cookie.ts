import "server-only";
import { z } from "zod";
import { readCookie, writeCookie } from "./cookie.ts";
import { getPolicy } from "../products/get-product.ts";

const askedReset = z.strictObject({
  email: z.string(),
  /** Where to go once the password is set. */
  next: z.string().nullable(),
  /** When the mail was requested, in milliseconds. */
  askedAt: z.number(),
});

type AskedReset = z.infer<typeof askedReset>;

const COOKIE = { name: "reset-asked", path: "/password-reset" };

/** The reset that this browser requested; null if there is none. */
export async function readAskedReset(): Promise<AskedReset | null> {
  const value = await readCookie(COOKIE);
  if (value === null) return null;
  try {
    return askedReset.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** For server actions only; null forgets it. */
export async function writeAskedReset(asked: AskedReset | null): Promise<void> {
  const maxAgeSeconds = (await getPolicy()).passwordReset.ttlSeconds;
  const value = asked && Buffer.from(JSON.stringify(asked)).toString("base64url");
  return writeCookie({ ...COOKIE, maxAgeSeconds }, value);
}
