import "server-only";
import { z } from "zod";
import { readCookie, writeCookie } from "./cookie.ts";

/** The address that this browser entered last. */
const lastAddress = z.strictObject({
  email: z.string().max(320),
  /** Whether somebody signed in with it, and not only typed it. */
  signedIn: z.boolean(),
});

type LastAddress = z.infer<typeof lastAddress>;

const COOKIE = { name: "address", path: "/" };
const DAY_SECONDS = 24 * 60 * 60;

/** Null if there is none, or it was forgotten. */
export async function readLastAddress(): Promise<LastAddress | null> {
  const value = await readCookie(COOKIE);
  if (value === null) return null;
  try {
    return lastAddress.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** For actions and routes only; null forgets it. An address that was only typed is kept for a day. */
export async function writeLastAddress(address: LastAddress | null): Promise<void> {
  const maxAgeSeconds = address?.signedIn ? 90 * DAY_SECONDS : DAY_SECONDS;
  const value = address && Buffer.from(JSON.stringify(address)).toString("base64url");
  await writeCookie({ ...COOKIE, maxAgeSeconds }, value);
}

/** Carries an address from the form in which it was sent to others; one that has signed in stays as it is. */
export async function carryAddress(email: string): Promise<void> {
  if ((await readLastAddress())?.email !== email)
    await writeLastAddress({ email, signedIn: false });
}
