import { recordMails } from "@watchword/db/mail-record";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { type ClaimedMail, endsAt, livesMs } from "./claim.ts";

/*
 * What becomes of a queued mail: claimed (`sending`) under a lease, then sent, put back for another try,
 * or settled. Each step is one statement that names the states it may leave, so a mailer that comes late,
 * twice or after a provider's event changes nothing that is decided. A mailer renews its leases while it
 * lives; when one ends, another mailer claims the mail. What is final is recorded by the statement that
 * decides it.
 */

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
        tries = least(tries + ${reason === undefined ? 0 : 1}, 1000), reason = coalesce(${reason ?? null}, reason),
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
