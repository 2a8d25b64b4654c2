import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { getConfig } from "./config.ts";

/**
 * The sign-in that this browser has under way. It lives in a cookie, so the code step survives a
 * reload, the back button and a visit to the mail app, and its id in no address bar.
 */
const pending = z.strictObject({
  otpId: z.string(),
  email: z.string(),
  next: z.string().nullable(),
});

export type PendingSignIn = z.infer<typeof pending>;

export async function readPendingSignIn(): Promise<PendingSignIn | null> {
  const value = (await cookies()).get(cookieName())?.value;
  if (value === undefined) return null;
  try {
    return pending.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** For server actions only; null forgets it. */
export async function writePendingSignIn(signIn: PendingSignIn | null): Promise<void> {
  const { publicUrl, policy } = getConfig();
  (await cookies()).set({
    name: cookieName(),
    value: signIn === null ? "" : Buffer.from(JSON.stringify(signIn)).toString("base64url"),
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
    maxAge: signIn === null ? 0 : policy.emailOtp.linkTtlSeconds,
  });
}

function cookieName(): string {
  return getConfig().publicUrl.startsWith("https:")
    ? "__Host-watchword-sign-in"
    : "watchword-sign-in";
}
