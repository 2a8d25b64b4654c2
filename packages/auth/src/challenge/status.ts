import type { MailState } from "@watchword/db/schema";
import type { AuthContext } from "../context.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { matchNumbers } from "./approve.ts";
import { type Purpose, rowOf } from "../purposes.ts";
import { openCollections } from "../policy/open-collections.ts";
import { isUuid } from "../uuid.ts";
import { type Challenge, challengeLimits, phraseOf, toChallenge } from "./challenge.ts";

export type Delivery = "queued" | "sent" | "delivered" | "bounced" | "failed" | "capped";

export interface ChallengeStatus extends Challenge {
  /** How far the newest mail has come. */
  delivery: Delivery;
  /** How many wrong codes this challenge still allows; null if no code may be tried. */
  triesLeft: number | null;
  consumed: boolean;
  /**
   * The number that the browser that asked shows if its mail carries only a link; whoever opens the link can enter it
   * to approve the browser.
   */
  number: string | null;
  /** Whether it may sign in now, because its number was typed at the link. */
  approved: boolean;
}

export type StatusResult = { ok: true; status: ChallengeStatus } | Refusal<"INVALID_TOKEN">;

const DELIVERY: Record<MailState, Delivery> = {
  queued: "queued",
  sending: "queued",
  sent: "sent",
  delayed: "sent",
  delivered: "delivered",
  complained: "delivered",
  bounced: "bounced",
  failed: "failed",
  expired: "failed",
  skipped: "sent",
  capped: "capped",
};

/**
 * The state of a challenge, even if it is used or has expired. `INVALID_TOKEN` for an unknown one. If the worker may
 * withhold its mail (in a closed collection, or because its purpose `hidesDelivery`), every mail looks sent after the
 * same time: its true state or its timing would reveal who has an account. `capped` is returned for every address that
 * was sent enough mails, even if its account still gets this one. `owner` is the account that the challenge must belong
 * to; null for a visitor's.
 */
export async function challengeStatus(
  ctx: AuthContext,
  purpose: Purpose,
  otpId: string,
  owner: string | null = null,
): Promise<StatusResult> {
  if (!isUuid(otpId)) return refuse("INVALID_TOKEN");
  const [row] = await ctx.call("challenge_status", {
    challenge: otpId,
    purpose,
    owner,
    may_withhold: rowOf(purpose).hidesDelivery,
    open_collections: openCollections(ctx.policy),
    ...challengeLimits(ctx),
  });
  if (!row) return refuse("INVALID_TOKEN");
  const challenge = toChallenge(otpId, row, phraseOf(ctx, otpId, row.sealed));
  const delivery = DELIVERY[row.state as MailState];
  const { tries_left: triesLeft, consumed, approved } = row;
  const showsNumber =
    rowOf(purpose).counted === "sign-in" && delivery !== "capped" && !row.carries_code;
  const number = showsNumber ? matchNumbers(ctx, otpId)[0] : null;
  const progress = { delivery, triesLeft, consumed, number, approved };
  return { ok: true, status: { ...challenge, ...progress } };
}
