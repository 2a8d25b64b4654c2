import type { Challenge } from "../../challenge/challenge.ts";
import { startChallenge } from "../../challenge/start.ts";
import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { approvalSecret } from "../../tokens/approval-secret.ts";

/** A request for a code to sign in. */
export interface EmailOtpRequest {
  /** Normalized. */
  email: string;
  /** One of the policy's. */
  collection: string;
  phrase: boolean;
  /** Where the link leads after sign-in: a path of this origin. */
  next: string | null;
  /** The name of the app that `next` leads to. */
  app?: string;
  client: Client;
}

/** Starts a sign-in. The same work for every address: `users` is not read. */
export async function requestEmailOtp(
  ctx: AuthContext,
  input: EmailOtpRequest,
): Promise<Challenge & { secret: string }> {
  const challenge = await startChallenge(ctx, { ...input, purpose: "email-otp" });
  return { ...challenge, secret: approvalSecret(ctx, challenge.otpId) };
}
