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

/** What a mail says, sealed, and when the first of what it promises ends. */
export interface Rendition {
  mailId: string;
  rendition: Buffer;
  expiresAt: Date | null;
}

/** What a mail says on all its tries, and until when it has something to say. */
export interface KeptRendition {
  rendition: Buffer;
  livesMs: number;
}

/**
 * Keeps what mails say, for every try to come: the first to write it decides. Null for one that was decided
 * meanwhile.
 */
export async function keepRenditions(
  db: Kysely<Database>,
  written: readonly Rendition[],
): Promise<(KeptRendition | null)[]> {
  const [ids, renditions, ends] = [
    written.map(({ mailId }) => mailId),
    written.map(({ rendition }) => rendition),
    written.map(({ expiresAt }) => expiresAt),
  ];
  const { rows } = await sql<{ id: string; rendition: Buffer; lives_ms: number }>`
    WITH written AS MATERIALIZED (
      SELECT * FROM unnest(${ids}::uuid[], ${renditions}::bytea[], ${ends}::timestamptz[]) AS written (id, rendition, ends)
    ), held AS MATERIALIZED (
      SELECT id FROM mails WHERE id IN (SELECT id FROM written) AND state = 'sending' ORDER BY id FOR UPDATE
    )
    UPDATE mails SET
      rendition = coalesce(mails.rendition, written.rendition),
      expires_at = CASE WHEN mails.rendition IS NULL THEN written.ends ELSE mails.expires_at END
    FROM held JOIN written USING (id) WHERE mails.id = held.id
    RETURNING mails.id, mails.rendition, ${livesMs}`.execute(db);
  const kept = new Map(
    rows.map(({ id, rendition, lives_ms }) => [id, { rendition, livesMs: lives_ms }]),
  );
  return ids.map((id) => kept.get(id) ?? null);
}

/** What became of a mail: a provider took it, or it won't be sent. */
export type Outcome = { mailId: string } & (
  | { state: "sent"; provider: string; providerId: string | null }
  | Verdict
);

export interface Verdict {
  state: "skipped" | "failed" | "bounced";
  reason?: string;
  /** Whether a try came to it. */
  tried?: boolean;
}

/**
 * Notes what became of mails. The first verdict stands, and so does an event of a provider that came sooner than
 * that it took the mail. What a failed notice says is kept while it may be sent again.
 */
export async function settleMails(
  db: Kysely<Database>,
  outcomes: readonly Outcome[],
): Promise<void> {
  await sql`
    WITH outcome AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS outcome (
        "mailId" uuid, state text, provider text, "providerId" text, reason text, tried boolean
      )
    ), mail AS MATERIALIZED (
      SELECT id, mails.state AS state_before, outcome.* FROM mails JOIN outcome ON id = "mailId"
      WHERE outcome.state = 'sent' OR mails.state IN ('queued', 'sending')
      ORDER BY id FOR UPDATE OF mails
    ), settled AS (
      UPDATE mails SET
        state = CASE WHEN mail.state = 'sent' AND event_at IS NOT NULL THEN mails.state ELSE mail.state END,
        provider = coalesce(mail.provider, mails.provider),
        provider_id = CASE WHEN mail.state = 'sent' THEN mail."providerId" ELSE mails.provider_id END,
        reason = mail.reason, tries = mails.tries + coalesce(mail.tried, false)::integer,
        settled_at = CASE WHEN mail.state = 'sent' THEN coalesce(settled_at, now()) ELSE now() END,
        rendition = NULL, sealed = CASE WHEN mail.state = 'failed' THEN sealed END
      FROM mail WHERE mails.id = mail.id
      RETURNING mails.*, state_before, mail.state AS outcome
    )
    ${recordMails(sql`(SELECT * FROM settled WHERE outcome <> 'sent' OR (state = 'sent' AND state_before <> 'sent'))`)}`.execute(
    db,
  );
}

/** Notes that a provider took a mail. */
export function noteSent(
  db: Kysely<Database>,
  mailId: string,
  by: { provider: string; providerId: string | null },
): Promise<void> {
  return settleMails(db, [{ mailId, state: "sent", ...by }]);
}

/** Notes that a mail won't be sent. */
export function settleMail(db: Kysely<Database>, mailId: string, verdict: Verdict): Promise<void> {
  return settleMails(db, [{ mailId, ...verdict }]);
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
