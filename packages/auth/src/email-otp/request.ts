import type { Challenge } from "../challenge/challenge.ts";
import { resendChallenge, type ResendResult } from "../challenge/resend.ts";
import { startChallenge } from "../challenge/start.ts";
import { challengeStatus, type StatusResult } from "../challenge/status.ts";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";

export const PURPOSE = "email-otp";

export interface EmailOtpRequest {
  /** Normalized. */
  email: string;
  /** One of the policy's. */
  collection: string;
  phrase: boolean;
  /** Where the link leads after sign-in: a path of this origin. */
  next: string | null;
  client: Client;
}

/** Starts a sign-in. The same work for every address: `users` is not read. */
export function requestEmailOtp(ctx: AuthContext, input: EmailOtpRequest): Promise<Challenge> {
  const { digits, ttlSeconds, linkTtlSeconds, maxAttempts } = ctx.policy.emailOtp;
  return startChallenge(ctx, {
    ...input,
    userId: null,
    purpose: PURPOSE,
    mail: "email-otp",
    code: { digits, ttlSeconds, maxAttempts },
    link: { ttlSeconds: linkTtlSeconds },
  });
}

/** Mails the same code and link again, or the link alone once the attempts are spent. */
export function resendEmailOtp(ctx: AuthContext, otpId: string): Promise<ResendResult> {
  return resendChallenge(ctx, { purpose: PURPOSE, mail: "email-otp" }, otpId);
}

/** How a sign-in stands, also when it is used or over. */
export function emailOtpStatus(ctx: AuthContext, otpId: string): Promise<StatusResult> {
  return challengeStatus(ctx, PURPOSE, otpId);
}

/** What a sign-in link would do, without doing it. */
export function inspectEmailOtpLink(ctx: AuthContext, token: string): Promise<LinkState> {
  return inspectLink(ctx, PURPOSE, token);
}
