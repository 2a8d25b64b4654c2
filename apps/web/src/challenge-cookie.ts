import "server-only";
import { z } from "zod";
import { getConfig } from "./config.ts";
import { readCookie, writeCookie } from "./cookie.ts";

/** The flows that mail a code and a link. */
export type ChallengeFlow = "sign-in" | "sign-up" | "email-verification" | "email-change";

/**
 * The challenge that this browser has under way in a flow. It lives in a cookie, so the code step
 * survives a reload, the back button and a visit to the mail app, and its id in no address bar.
 */
const pendingChallenge = z.strictObject({
  otpId: z.string(),
  email: z.string(),
  /** Whose account it is about; null where it is a visitor's, signed in or not. */
  userId: z.string().nullable(),
  next: z.string().nullable(),
});

export type PendingChallenge = z.infer<typeof pendingChallenge>;

export async function readPending(flow: ChallengeFlow): Promise<PendingChallenge | null> {
  const value = await readCookie({ name: flow, path: "/" });
  if (value === null) return null;
  try {
    return pendingChallenge.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** For server actions only; null forgets it. */
export async function writePending(
  flow: ChallengeFlow,
  pending: PendingChallenge | null,
): Promise<void> {
  const { emailOtp, emailVerification } = getConfig().policy;
  const maxAgeSeconds = flow === "sign-in" ? emailOtp.linkTtlSeconds : emailVerification.ttlSeconds;
  const value = pending && Buffer.from(JSON.stringify(pending)).toString("base64url");
  await writeCookie({ name: flow, path: "/", maxAgeSeconds }, value);
}
