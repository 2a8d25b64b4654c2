import "server-only";
import { type CodePurpose, rowOf } from "@watchword/auth/purposes";
import { z } from "zod";
import { getPolicy } from "../products/get-product.ts";
import { readCookie, writeCookie } from "./cookie.ts";

/**
 * This browser's current challenge of a purpose. It is in a cookie, so the code step survives a reload, the back button
 * and a visit to the mail app, and its id is in no address bar.
 */
const pendingChallenge = z.strictObject({
  otpId: z.string(),
  email: z.string(),
  /** The account that it is about; null if the challenge is a visitor's, signed in or not. */
  userId: z.string().nullable(),
  next: z.string().nullable(),
  /** The secret that signs in after the challenge was approved at the link; null if there is none. */
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
