import type { Mail } from "@watchword/db/mail-queue";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isUuid } from "../uuid.ts";
import { type Challenge, challengeLimits, phraseOf, toChallenge } from "./challenge.ts";

export type ResendResult =
  | { ok: true; challenge: Challenge }
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "RATE_LIMITED">;

/**
 * Mails the same challenge again: the same code with the same counter and expiry, or the link alone
 * once its attempts are spent. `RATE_LIMITED` before its time, which is also when its mailbox may be sent
 * no more, and after the last mail.
 */
export async function resendChallenge(
  ctx: AuthContext,
  challenge: { purpose: string; mail: Mail["kind"]; /** Whose it must be. */ userId?: string },
  otpId: string,
): Promise<ResendResult> {
  if (!isUuid(otpId)) return refuse("INVALID_TOKEN");
  const { purpose, mail, userId: owner = null } = challenge;
  const takes = { challenge: otpId, purpose, mail, owner, ...challengeLimits(ctx) };
  const [row] = await ctx.call("resend_challenge", takes);
  switch (row?.verdict) {
    case "GRANTED":
      ctx.mailQueued();
      return { ok: true, challenge: toChallenge(otpId, row, phraseOf(ctx, otpId, row.sealed)) };
    case "RATE_LIMITED":
      return refuse(row.verdict, row.retry_after_ms && Math.ceil(row.retry_after_ms));
    case "EXPIRED_TOKEN":
      return refuse(row.verdict);
    default:
      return refuse("INVALID_TOKEN");
  }
}
