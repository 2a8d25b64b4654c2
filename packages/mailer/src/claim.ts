import { type MailUrgency, PRIORITY } from "@watchword/db/mail-queue";
import type { AuthContext } from "@watchword/auth";
import { mailBudgetToTake } from "@watchword/auth/mail-budget";
import type { Policy } from "@watchword/auth/policy";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { slotsToTake } from "./sending-rate.ts";

/** What the SQL functions are called with, such as an `Auth`. */
export type Caller = Pick<AuthContext, "call">;

/** A mail that a mailer has claimed. */
export interface ClaimedMail {
  id: string;
  /** The claim that it is held under. */
  lease: string;
  kind: string;
  tokenId: string | null;
  /** Tries that have failed. */
  tries: number;
  /** The mail as it was rendered for the first try, sealed; null before that. */
  rendition: Buffer | null;
  /** For how long it is worth sending. */
  livesMs: number;
}

function isOf(urgency: MailUrgency) {
  return urgency === "notice"
    ? sql`mails.priority = ${sql.lit(PRIORITY.notice)}`
    : sql`mails.priority <= ${sql.lit(PRIORITY.awaited)}`;
}

/** Limits on how many mails all mailers together claim. */
export interface ClaimLimits {
  /** Mails that may leave in a minute; null for no limit. A claimed mail has used its slot. */
  perMinute: number | null;
  policy: Pick<Policy, "mailBudget">;
}

const NO_LIMITS: ClaimLimits = { perMinute: null, policy: { mailBudget: null } };

/**
 * Claims mails of one urgency that are due: at most `limit`, and no more than `limits` leave. They are ordered by
 * priority, then by turn, and within a turn by how long they have been due. Mails that another mailer is claiming are
 * skipped. Mails that are out of date are marked as expired and not returned.
 */
export async function claimMails(
  caller: Caller,
  lease: string,
  urgency: MailUrgency,
  limit: number,
  limits = NO_LIMITS,
): Promise<ClaimedMail[]> {
  const rows = await caller.call("claim_mails", {
    lease,
    notices: urgency === "notice",
    limit,
    ...slotsToTake(limits.perMinute, urgency),
    ...mailBudgetToTake(limits.policy),
  });
  const alive = rows.filter(({ state }) => state === "sending");
  // If all of them were out of date, there may be more behind them.
  if (alive.length === 0 && rows.length === limit)
    return claimMails(caller, lease, urgency, limit, limits);
  return alive.map(({ id, kind, token_id: tokenId, tries, rendition, lives_ms }) => {
    return { id, lease, kind, tokenId, tries, rendition, livesMs: lives_ms };
  });
}

/** Renews the lease of those mails that are still leased to the caller. */
export async function renewMails(
  { call }: Caller,
  lease: string,
  mailIds: string[],
): Promise<void> {
  await call("renew_mails", { lease, mails: mailIds });
}

/** In how many milliseconds the next mail of these urgencies is due; null if none is waiting. */
export async function nextMailInMs(
  db: Kysely<Database>,
  urgencies: readonly MailUrgency[],
): Promise<number | null> {
  if (urgencies.length === 0) return null;
  const wanted = sql.join(urgencies.map(isOf), sql` OR `);
  const { rows } = await sql<{ ms: number }>`
    SELECT (extract(epoch FROM run_at - now()) * 1000)::float8 AS ms
    FROM mails WHERE state IN ('queued', 'sending') AND (${wanted})
    ORDER BY run_at LIMIT 1`.execute(db);
  return rows[0] ? Math.max(0, rows[0].ms) : null;
}
