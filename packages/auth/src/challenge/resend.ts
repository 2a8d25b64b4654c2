import type { AuthContext } from "../context.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { type Purpose, rowOf } from "../purposes.ts";
import { isUuid } from "../uuid.ts";
import { type Challenge, challengeLimits, phraseOf, toChallenge } from "./challenge.ts";

export type ResendResult =
  | { ok: true; challenge: Challenge }
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "RATE_LIMITED">;

/**
 * Mails the same challenge again: the same code with the same counter and expiry, or only the link once its attempts
 * are spent. `RATE_LIMITED` if it is too early, if its mailbox was sent enough mails, and after the last mail. `owner`
 * is the account that it must belong to; null for a visitor's.
 */
export async function resendChallenge(
  ctx: AuthContext,
  purpose: Purpose,
  otpId: string,
  owner: string | null = null,
): Promise<ResendResult> {
  if (!isUuid(otpId)) return refuse("INVALID_TOKEN");
  const { mail } = rowOf(purpose);
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
