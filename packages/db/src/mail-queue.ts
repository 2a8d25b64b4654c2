import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database, MailState } from "./schema.ts";

/** The job that sends one mail; its payload is `{ mailId }` and nothing else. */
export const SEND_MAIL = "send-mail";

/** A mail ready to be written: what auth has resolved and emails renders. */
export type Mail = ChallengeMail | AccountExistsMail | PasswordResetMail | NoticeMail;

export type MailKind = Mail["kind"];

interface Addressed {
  /** The row's id, and the provider's idempotency key. */
  id: string;
  to: string;
  requestedBy: Requester;
  /** The database's time when the mail was resolved: lifetimes in words are counted from it. */
  resolvedAt: Date;
}

export interface MailLink {
  url: string;
  expiresAt: Date;
}

/**
 * A code and a link, two doors of one token: to sign in, to sign up with a password, to prove an
 * account's address, to prove the address that is to become an account's.
 */
export interface ChallengeMail extends Addressed {
  kind: "email-otp" | "password-sign-up" | "email-verification" | "email-change";
  /** Null where the mail carries the link alone. */
  code: { digits: string; expiresAt: Date } | null;
  link: MailLink;
  /** Two words that the page shows too; null where they weren't asked for. */
  phrase: string | null;
}

/** To who asked for an account and has one. The addresses are pages, not credentials. */
export interface AccountExistsMail extends Addressed {
  kind: "account-exists";
  signInUrl: string;
  resetUrl: string;
}

export interface PasswordResetMail extends Addressed {
  kind: "password-reset";
  link: MailLink;
}

/** What happened to an account, told to its owner; `requestedBy` is who did it. */
export interface NoticeMail extends Addressed {
  kind:
    | "password-changed"
    | "new-sign-in"
    | "account-deleted"
    | "email-changed"
    | "email-change-undone";
  /**
   * For `email-changed` the new address, and for `email-change-undone` the one that returned, to the one
   * that was left: masked unless the mail goes there.
   */
  newEmail: string | null;
  /** For `email-changed`, to the old address: takes the change back. */
  undo: MailLink | null;
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
 * CTEs that put a mail for each row (`id`) of `tokens` into the queue: the row and its job, so that
 * both commit with the statement they are part of. They end in `queued_job`, which the statement must
 * read: Postgres runs no SELECT that nobody reads.
 */
export function enqueueMail(kind: MailKind, tokens: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    queued_mail AS (
      INSERT INTO mails (kind, token_id) SELECT ${kind}, id FROM ${tokens} RETURNING id
    ), queued_job AS MATERIALIZED (
      SELECT ${addJob(sql`queued_mail.id`)} FROM queued_mail
    )`;
}

/** A notice about an account: what it says besides is sealed under the mail's id. */
export interface QueuedNotice {
  id: string;
  kind: MailKind;
  sealed: Buffer;
}

/**
 * CTEs that put a notice to the account of each row (`user_id`) of `accounts` into the queue. They end
 * in `name`, which the statement must read.
 */
export function enqueueNotice(
  name: string,
  notice: QueuedNotice,
  accounts: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const mail = sql.id(`${name}_mail`);
  return sql`
    ${mail} AS (
      INSERT INTO mails (id, kind, user_id, sealed)
      SELECT ${notice.id}, ${notice.kind}, user_id, ${notice.sealed} FROM ${accounts} LIMIT 1
      RETURNING id
    ), ${sql.id(name)} AS MATERIALIZED (
      SELECT ${addJob(sql`${mail}.id`)} FROM ${mail}
    )`;
}

function addJob(mailId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(graphile_worker.add_job(${SEND_MAIL}, json_build_object('mailId', ${mailId}))).id`;
}

/**
 * Seconds that the oldest mail has waited for a worker to take it; 0 with none waiting. One that was
 * tried and failed waits for its next try, which says nothing of the workers.
 */
export async function queueAgeSeconds(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ age: number }>`
    SELECT coalesce(extract(epoch FROM now() - min(run_at)), 0)::float8 AS age
    FROM graphile_worker.jobs
    WHERE task_identifier = ${SEND_MAIL} AND attempts = 0 AND locked_at IS NULL AND run_at <= now()`.execute(
    db,
  );
  return rows[0]?.age ?? 0;
}

/** Notes what became of a mail; the first verdict stands. */
export async function settleMail(
  db: Kysely<Database>,
  mailId: string,
  state: Exclude<MailState, "queued">,
): Promise<void> {
  await sql`
    UPDATE mails SET state = ${state}, settled_at = now(), sealed = NULL
    WHERE id = ${mailId} AND state = 'queued'`.execute(db);
}
