import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database, MailState } from "./schema.ts";

/** The job that sends one mail; its payload is `{ mailId }` and nothing else. */
export const SEND_MAIL = "send-mail";

/** A mail ready to be written: what auth has resolved and emails renders. */
export type Mail = EmailOtpMail;

interface Addressed {
  /** The row's id, and the provider's idempotency key. */
  id: string;
  to: string;
}

/** Sign-in by code and link. */
export interface EmailOtpMail extends Addressed {
  kind: "email-otp";
  /** Null where the mail carries the link alone. */
  code: { digits: string; expiresAt: Date } | null;
  link: { url: string; expiresAt: Date };
  phrase: string | null;
  requestedBy: Requester;
  /** The database's time when the mail was resolved: lifetimes in words are counted from it. */
  resolvedAt: Date;
}

/** Who asked for a mail, as far as their request shows it. */
export interface Requester {
  /** `Firefox`, `Chrome`; null where the client doesn't say. */
  browser: string | null;
  /** `macOS`, `Android`; null where the client doesn't say. */
  os: string | null;
  /** A place where a trusted proxy gives one, else the masked network address. */
  place: string | null;
}

/**
 * CTEs that put a mail for the token named by `tokenId` into the queue: the row and its job, so that
 * both commit with the statement they are part of. They end in `queued_mail (id)`.
 */
export function enqueueMail(kind: Mail["kind"], tokens: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    queued_mail AS (
      INSERT INTO mails (kind, token_id) SELECT ${kind}, id FROM ${tokens} RETURNING id
    ), queued_job AS MATERIALIZED (
      SELECT (graphile_worker.add_job(${SEND_MAIL}, json_build_object('mailId', id))).id FROM queued_mail
    )`;
}

/** Seconds that the oldest mail has waited; 0 with none waiting. */
export async function queueAgeSeconds(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ age: number }>`
    SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
    FROM mails WHERE state = 'queued'`.execute(db);
  return rows[0]?.age ?? 0;
}

/** Notes what became of a mail; the first verdict stands. */
export async function settleMail(
  db: Kysely<Database>,
  mailId: string,
  state: Exclude<MailState, "queued">,
): Promise<void> {
  await sql`
    UPDATE mails SET state = ${state}, settled_at = now()
    WHERE id = ${mailId} AND state = 'queued'`.execute(db);
}
