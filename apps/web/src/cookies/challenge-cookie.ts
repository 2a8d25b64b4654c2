import "server-only";
import { type CodePurpose, rowOf } from "@watchword/auth/purposes";
import { z } from "zod";
import { getPolicy } from "../products/get-product.ts";
import { readCookie, writeCookie } from "./cookie.ts";

/**
 * The challenge that this browser has under way of a purpose. It lives in a cookie, so the code step
 * survives a reload, the back button and a visit to the mail app, and its id in no address bar.
 */
const pendingChallenge = z.strictObject({
  otpId: z.string(),
  email: z.string(),
  /** Whose account it is about; null where it is a visitor's, signed in or not. */
  userId: z.string().nullable(),
  next: z.string().nullable(),
  /** What signs in once the link's holder has approved it; null where nothing does. */
  secret: z.string().nullable().default(null),
});

export type PendingChallenge = z.infer<typeof pendingChallenge>;

export async function readPending(purpose: CodePurpose): Promise<PendingChallenge | null> {
  const value = await readCookie({ name: purpose, path: "/" });
  if (value === null) return null;
  try {
    return pendingChallenge.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** For server actions only; null forgets it. */
export async function writePending(
  purpose: CodePurpose,
  pending: z.input<typeof pendingChallenge> | null,
): Promise<void> {
  const maxAgeSeconds = rowOf(purpose).linkSeconds(await getPolicy());
  const value = pending && Buffer.from(JSON.stringify(pending)).toString("base64url");
  await writeCookie({ name: purpose, path: "/", maxAgeSeconds }, value);
}
