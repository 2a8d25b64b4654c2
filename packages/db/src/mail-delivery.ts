import { type Kysely, sql } from "kysely";
import { type MailUrgency, PRIORITY } from "./mail-queue.ts";
import { recordMails } from "./mail-record.ts";
import type { Database, MailState } from "./schema.ts";

/*
 * What becomes of a queued mail: claimed (`sending`) under a lease, then sent, put back for another try,
 * or settled. Each step is one statement that names the states it may leave, so a mailer that comes late,
 * twice or after a provider's event changes nothing that is decided. A mailer renews its leases while it
 * lives; when one ends, another mailer claims the mail. What is final is recorded by the statement that
 * decides it.
 */

/** For which a mail is leased, from each claim or renewal on: so a mailer that dies delays it less than ten seconds. */
const LEASE_SECONDS = 8;

/**
 * When a mail has nothing to say any more: when the first of what it promises ends, when its token is
 * over, and after a day, which is how long providers remember an idempotency key. Five seconds sooner,
 * or a tenth of its life, for a provider may take a moment with what it has been handed by then.
 */
const endsAt = sql`(
  SELECT ends - least(interval '5 seconds', (ends - mails.created_at) / 10)
  FROM (SELECT least(
    mails.expires_at,
    (SELECT over_at FROM tokens WHERE tokens.id = mails.token_id),
    mails.created_at + interval '1 day'
  ) AS ends) AS life
)`;
const livesMs = sql`(extract(epoch FROM ${endsAt} - clock_timestamp()) * 1000)::float8 AS lives_ms`;

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

/** Whether a row of `mails` is due: nobody holds it, or the lease of who held it is over. */
const isDue = sql`mails.state IN ('queued', 'sending') AND mails.run_at <= now()`;

/**
 * Claims mails of one urgency that are due, the longest due first: at most `limit`. Mails that another
 * mailer is claiming are skipped. Those whose time is over are noted as expired and aren't answered.
 */
export async function claimMails(
  db: Kysely<Database>,
  lease: string,
  urgency: MailUrgency,
  limit: number,
): Promise<ClaimedMail[]> {
  const { rows } = await sql<ClaimedRow>`
    WITH due AS MATERIALIZED (
      SELECT id, ${endsAt} > now() AS alive FROM mails
      WHERE ${isDue} AND priority = ${PRIORITY[urgency]}
      ORDER BY run_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE mails SET
        state = CASE WHEN alive THEN 'sending' ELSE 'expired' END,
        run_at = now() + make_interval(secs => ${LEASE_SECONDS}), lease = ${lease},
        settled_at = CASE WHEN NOT alive THEN now() END,
        rendition = CASE WHEN alive THEN rendition END,
        sealed = CASE WHEN alive THEN sealed END
      FROM due WHERE mails.id = due.id
      RETURNING mails.*, ${livesMs}
    ), recorded AS (${recordMails(sql`(SELECT * FROM claimed WHERE state = 'expired')`)})
    SELECT id, state, kind, token_id, tries, rendition, lives_ms FROM claimed`.execute(db);
  return rows
    .filter(({ state }) => state === "sending")
    .map(({ id, kind, token_id: tokenId, tries, rendition, lives_ms }) => {
      return { id, lease, kind, tokenId, tries, rendition, livesMs: lives_ms };
    });
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
  const priorities = urgencies.map((urgency) => PRIORITY[urgency]);
  const { rows } = await sql<{ ms: number | null }>`
    SELECT (extract(epoch FROM min(run_at) - now()) * 1000)::float8 AS ms
    FROM mails WHERE state IN ('queued', 'sending') AND priority = ANY(${priorities}::smallint[])`.execute(
    db,
  );
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(0, ms);
}

/**
 * Keeps what a mail says, for every try to come: the first to write it decides. Null where the mail
 * was decided meanwhile.
 */
export async function keepRendition(
  db: Kysely<Database>,
  mailId: string,
  rendition: Buffer,
  expiresAt: Date | null,
): Promise<{ rendition: Buffer; livesMs: number } | null> {
  const { rows } = await sql<{ rendition: Buffer; lives_ms: number }>`
    UPDATE mails SET
      rendition = coalesce(rendition, ${rendition}),
      expires_at = CASE WHEN rendition IS NULL THEN ${expiresAt}::timestamptz ELSE expires_at END
    WHERE id = ${mailId} AND state = 'sending'
    RETURNING rendition, ${livesMs}`.execute(db);
  const row = rows[0];
  return row ? { rendition: row.rendition, livesMs: row.lives_ms } : null;
}

/** Notes that a provider took a mail. An event of theirs that came sooner stands. */
export async function noteSent(
  db: Kysely<Database>,
  mailId: string,
  by: { provider: string; providerId: string | null },
): Promise<void> {
  await sql`
    WITH mail AS MATERIALIZED (
      SELECT id, state AS state_before FROM mails WHERE id = ${mailId} FOR UPDATE
    ), sent AS (
      UPDATE mails SET
        state = CASE WHEN event_at IS NULL THEN 'sent' ELSE state END,
        provider = ${by.provider}, provider_id = ${by.providerId}, reason = NULL,
        settled_at = coalesce(settled_at, now()), rendition = NULL, sealed = NULL
      FROM mail WHERE mails.id = mail.id
      RETURNING mails.*, state_before
    )
    ${recordMails(sql`(SELECT * FROM sent WHERE state = 'sent' AND state_before <> 'sent')`)}`.execute(
    db,
  );
}

export interface NextTry {
  pauseMs: number;
  /** Why the last one failed; none did where it is left out. */
  reason?: string;
}

/**
 * Puts a claimed mail back for another try after a pause; where it would have nothing to say by then it
 * has expired. Answers which, and null where the mail is decided or somebody else's by now.
 */
export async function putBack(
  db: Kysely<Database>,
  { id, lease }: Pick<ClaimedMail, "id" | "lease">,
  { pauseMs, reason }: NextTry,
): Promise<"queued" | "expired" | null> {
  const nextAt = sql`(now() + make_interval(secs => ${pauseMs / 1000}))`;
  const { rows } = await sql<{ state: "queued" | "expired" }>`
    WITH mail AS MATERIALIZED (
      SELECT id, ${endsAt} > ${nextAt} AS alive FROM mails
      WHERE id = ${id} AND lease = ${lease} AND state = 'sending' FOR UPDATE
    ), put_back AS (
      UPDATE mails SET
        state = CASE WHEN alive THEN 'queued' ELSE 'expired' END, run_at = ${nextAt},
        tries = tries + ${reason === undefined ? 0 : 1}, reason = coalesce(${reason ?? null}, reason),
        settled_at = CASE WHEN NOT alive THEN now() END,
        rendition = CASE WHEN alive THEN rendition END,
        sealed = CASE WHEN alive THEN sealed END
      FROM mail WHERE mails.id = mail.id
      RETURNING mails.*
    ), recorded AS (${recordMails(sql`(SELECT * FROM put_back WHERE state = 'expired')`)})
    SELECT state FROM put_back`.execute(db);
  return rows[0]?.state ?? null;
}

export interface Verdict {
  state: "skipped" | "failed" | "bounced";
  reason?: string;
  /** Whether a try came to it. */
  tried?: boolean;
}

/**
 * Notes that a mail won't be sent; the first verdict stands. What a failed notice says is kept while
 * it may be sent again.
 */
export async function settleMail(
  db: Kysely<Database>,
  mailId: string,
  { state, reason, tried = false }: Verdict,
): Promise<void> {
  await sql`
    WITH settled AS (
      UPDATE mails SET
        state = ${state}, reason = ${reason ?? null}, tries = tries + ${tried ? 1 : 0},
        settled_at = now(), rendition = NULL, sealed = CASE WHEN ${state} = 'failed' THEN sealed END
      WHERE id = ${mailId} AND state IN ('queued', 'sending')
      RETURNING *
    )
    ${recordMails(sql`settled`)}`.execute(db);
}

/** What a provider tells, later, of a mail that it took. */
export interface MailEvent {
  provider: string;
  /** Its name for the mail. */
  providerId: string;
  /** Ours, where it came back with the event. */
  mailId: string | null;
  /** The recipient, as the provider spells it. */
  to: string | null;
  state: "delayed" | "failed" | "delivered" | "bounced" | "complained";
  /** Whether a bounce says that there is no such mailbox. */
  hard: boolean;
  at: Date;
}
