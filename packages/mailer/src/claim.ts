import { type MailUrgency, PRIORITY } from "@watchword/db/mail-queue";
import { mailBudgetRoom, takeFromMailBudget } from "@watchword/auth/mail-budget";
import type { Policy } from "@watchword/auth/policy";
import { recordMails } from "@watchword/db/mail-record";
import type { Database, MailState } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { freeSlots, isInCrowd, useSlots } from "./sending-rate.ts";

/** For which a mail is leased, from each claim or renewal on: so a mailer that dies delays it less than ten seconds. */
const LEASE_SECONDS = 8;

/**
 * When a mail has nothing to say any more: when the first of what it promises ends, when its token is
 * over, and after a day, which is how long providers remember an idempotency key. Five seconds sooner,
 * or a tenth of its life, for a provider may take a moment with what it has been handed by then.
 */
export const endsAt = sql`(
  SELECT ends - least(interval '5 seconds', (ends - mails.created_at) / 10)
  FROM (SELECT least(
    mails.expires_at,
    (SELECT over_at FROM tokens WHERE tokens.id = mails.token_id),
    mails.created_at + interval '1 day'
  ) AS ends) AS life
)`;
export const livesMs = sql`(extract(epoch FROM ${endsAt} - clock_timestamp()) * 1000)::float8 AS lives_ms`;

/** A mail as a mailer holds it. */
export interface ClaimedMail {
  id: string;
  /** The claim that it is held under. */
  lease: string;
  kind: string;
  tokenId: string | null;
  /** Tries that have failed. */
  tries: number;
  /** What the first try said, sealed; null before it. */
  rendition: Buffer | null;
  /** Until it has nothing to say any more. */
  livesMs: number;
}

interface ClaimedRow {
  id: string;
  state: MailState;
  kind: string;
  token_id: string | null;
  tries: number;
  rendition: Buffer | null;
  lives_ms: number;
}

function isOf(urgency: MailUrgency) {
  return urgency === "notice"
    ? sql`mails.priority = ${sql.lit(PRIORITY.notice)}`
    : sql`mails.priority <= ${sql.lit(PRIORITY.awaited)}`;
}

/** Whether a row of `mails` is due: it has no lease, or its lease is over. */
const isDue = sql`mails.state IN ('queued', 'sending') AND mails.run_at <= now()`;

/** What bounds how many mails are claimed, over all mailers. */
export interface ClaimLimits {
  /** Mails that may leave in a minute; null for no limit. A claimed mail has used its place. */
  perMinute: number | null;
  policy: Pick<Policy, "mailBudget">;
}

const NO_LIMITS: ClaimLimits = { perMinute: null, policy: { mailBudget: null } };

/**
 * Claims mails of one urgency that are due: at most `limit`, and no more than `limits` leave. They go by
 * priority, then by their turns, and of those that share one the longest due first. Mails that another mailer
 * is claiming are skipped. Those whose time is over are noted as expired and aren't answered.
 */
export async function claimMails(
  db: Kysely<Database>,
  lease: string,
  urgency: MailUrgency,
  limit: number,
  limits = NO_LIMITS,
): Promise<ClaimedMail[]> {
  const rows = await claimRows(db, lease, urgency, limit, limits);
  const alive = rows.filter(({ state }) => state === "sending");
  // Where the time of all was over there may be more behind them.
  if (alive.length === 0 && rows.length === limit)
    return claimMails(db, lease, urgency, limit, limits);
  return alive.map(({ id, kind, token_id: tokenId, tries, rendition, lives_ms }) => {
    return { id, lease, kind, tokenId, tries, rendition, livesMs: lives_ms };
  });
}

async function claimRows(
  db: Kysely<Database>,
  lease: string,
  urgency: MailUrgency,
  limit: number,
  { perMinute, policy }: ClaimLimits,
): Promise<ClaimedRow[]> {
  // An array of ids is looked up by index, however many mails a plan that was made for no value expects.
  const alive = sql`(mails.id = ANY(ARRAY(SELECT id FROM chosen WHERE alive)))`;
  const isRequested = sql.lit(urgency === "awaited");
  const { rows } = await sql<ClaimedRow>`
    WITH due AS MATERIALIZED (
      SELECT id, priority, turn, run_at, tries = 0 AND rendition IS NULL AS is_new, ${endsAt} > now() AS alive FROM mails
      WHERE ${isDue} AND ${isOf(urgency)}
      ORDER BY priority, turn, run_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), ${freeSlots(perMinute, urgency)}, ranked AS (
      SELECT id, alive, is_new,
        count(*) FILTER (WHERE alive) OVER places AS place,
        CASE WHEN ${isRequested} AND priority > ${sql.lit(PRIORITY.known)}
          THEN count(*) FILTER (WHERE alive AND priority > ${sql.lit(PRIORITY.known)}) OVER places END AS place_of_strangers,
        CASE WHEN ${isInCrowd} THEN count(*) FILTER (WHERE alive AND ${isInCrowd}) OVER places END AS place_in_crowd
      FROM due WINDOW places AS (ORDER BY priority, turn, run_at, id)
    ), chosen AS MATERIALIZED (
      SELECT ranked.* FROM ranked, slots, (SELECT ${mailBudgetRoom(policy)} AS room) AS budget
      WHERE NOT alive OR (
        (free IS NULL OR place <= free) AND (room IS NULL OR place_of_strangers IS NULL OR place_of_strangers <= room)
        AND (for_crowd IS NULL OR place_in_crowd IS NULL OR place_in_crowd <= for_crowd))
    ), slots_used AS (${useSlots(perMinute, sql`SELECT count(*) FROM chosen WHERE alive`)}),
    budget_used AS (${takeFromMailBudget(
      policy,
      sql`SELECT count(*) FROM chosen WHERE alive AND is_new AND ${isRequested}`,
    )}), claimed AS (
      UPDATE mails SET
        state = CASE WHEN ${alive} THEN 'sending' ELSE 'expired' END,
        run_at = now() + make_interval(secs => ${LEASE_SECONDS}), lease = ${lease},
        settled_at = CASE WHEN NOT ${alive} THEN now() END,
        rendition = CASE WHEN ${alive} THEN rendition END,
        sealed = CASE WHEN ${alive} THEN sealed END
      WHERE id = ANY(ARRAY(SELECT id FROM chosen))
      RETURNING mails.*, ${livesMs}
    ), recorded AS (${recordMails(sql`(SELECT * FROM claimed WHERE state = 'expired')`)})
    SELECT id, state, kind, token_id, tries, rendition, lives_ms FROM claimed
    ORDER BY priority, turn, created_at`.execute(db);
  return rows;
}

/** Renews the lease of mails, as far as it is still the caller's. */
export async function renewMails(
  db: Kysely<Database>,
  lease: string,
  mailIds: readonly string[],
): Promise<void> {
  await sql`
    UPDATE mails SET run_at = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE id = ANY(${mailIds}::uuid[]) AND lease = ${lease} AND state = 'sending'`.execute(db);
}

/** In how many milliseconds the next mail of these urgencies is due; null where none waits. */
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
