import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Locale } from "./locale.ts";
import { recordMails } from "./mail-record.ts";
import type { Database } from "./schema.ts";

/** A mail ready to be written: what auth has resolved and emails renders. */
export type Mail = ChallengeMail | AccountExistsMail | PasswordResetMail | NoticeMail;

export type MailKind = Mail["kind"];

interface Addressed {
  /** The row's id, and the provider's idempotency key. */
  id: string;
  to: string;
  locale: Locale;
  requestedBy: Requester;
  /** The database's time when the mail was resolved: lifetimes in words are counted from it. */
  resolvedAt: Date;
  /** It isn't sent to whom it is for, only written, so that it costs what a sent one does. */
  withheld?: boolean;
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
  /** How many events of the last hour it stands for, where they were too many to be told one by one; else 0. */
  repeats: number;
}

/** Where a request over loopback comes from. */
export const THIS_MACHINE = "this machine";

/** Who asked for a mail, as far as their request shows it. */
export interface Requester {
  /** `Firefox`, `Chrome`; null where the client doesn't say. */
  browser: string | null;
  /** `macOS`, `Android`; null where the client doesn't say. */
  os: string | null;
  /** A place where a trusted proxy gives one, else the masked network address or `THIS_MACHINE`. */
  place: string | null;
}

/** What somebody waits for, or what tells of something that has happened and gives way. */
export type MailUrgency = "awaited" | "notice";

export const NOTICE_KINDS: readonly string[] = [
  "password-changed",
  "new-sign-in",
  "account-deleted",
  "email-changed",
  "email-change-undone",
] satisfies NoticeMail["kind"][];

export function isNotice(kind: string): kind is NoticeMail["kind"] {
  return NOTICE_KINDS.includes(kind);
}

export function urgencyOf(kind: string): MailUrgency {
  return isNotice(kind) ? "notice" : "awaited";
}

/** Of `mails.priority`: lower goes first. `known` is what a known device or a session's owner waits for. */
export const PRIORITY: Record<MailUrgency | "known", number> = { known: 0, awaited: 1, notice: 10 };

/** Among whom a requested mail takes its turn: keys of the network that asks and of the domain that is mailed. */
export interface MailTurn {
  networkKey: Buffer;
  domainKey: Buffer;
  /** Whether it goes before those of strangers. */
  known: boolean;
}

/** `(priority, network_key, domain_key)` of the mails of the token `token`. */
function turnOf(kind: MailKind, turn: MailTurn | "as before" | null): RawBuilder<unknown> {
  if (turn === "as before")
    return sql`
      SELECT priority, network_key, domain_key FROM mails
      WHERE mails.token_id = token.id ORDER BY created_at LIMIT 1`;
  const priority = PRIORITY[turn?.known ? "known" : urgencyOf(kind)];
  return sql`
    SELECT ${priority}::smallint AS priority, ${turn?.networkKey ?? null}::bytea AS network_key,
      ${turn?.domainKey ?? null}::bytea AS domain_key`;
}

/** No mail has more than so many before it in its network or its domain, which the next one then shares. */
const MOST_BEFORE = 999;

function countQueued(key: "network_key" | "domain_key"): RawBuilder<unknown> {
  const [column, own] = [sql.ref(`mails.${key}`), sql.ref(`asked.${key}`)];
  return sql`(SELECT count(*) FROM (
    SELECT FROM mails WHERE ${column} = ${own} AND mails.state = 'queued' LIMIT ${sql.lit(MOST_BEFORE)}
  ) AS queued)`;
}

/**
 * CTEs that put a mail for each row of `tokens` into the queue, with its record, so that both commit with
 * the statement they are part of. Where `allowed` is given, a CTE with `taken_from` and `if_known` of the
 * one mail, and has no row, the mail is noted as capped and isn't sent. A mail takes its turn after those of
 * its network that wait, and among equals after those to its domain; `as before` takes the place of the token's
 * first mail.
 */
export function enqueueMail(
  kind: MailKind,
  tokens: RawBuilder<unknown>,
  turn: MailTurn | "as before" | null,
  allowed: RawBuilder<unknown> = sql`(SELECT NULL::bytea AS taken_from, false AS if_known)`,
): RawBuilder<unknown> {
  return sql`
    queued_mail AS (
      INSERT INTO mails (
        kind, priority, turn, network_key, domain_key, token_id, state, settled_at, taken_from, if_known
      )
      SELECT ${kind}, asked.priority,
        ${countQueued("network_key")} * ${sql.lit(MOST_BEFORE + 1)} + ${countQueued("domain_key")},
        asked.network_key, asked.domain_key, token.id,
        CASE WHEN if_known IS NULL THEN 'capped' ELSE 'queued' END,
        CASE WHEN if_known IS NULL THEN now() END, taken_from, coalesce(if_known, false)
      FROM ${tokens} AS token
        LEFT JOIN ${allowed} AS allowed ON true
        CROSS JOIN LATERAL (${turnOf(kind, turn)}) AS asked
      RETURNING id, token_id, user_id, state, reason
    ), queued_mail_recorded AS (${recordMails(sql`queued_mail`, tokens)})`;
}

/** A notice about an account: what it says besides is sealed under the mail's id. */
export interface QueuedNotice {
  id: string;
  kind: MailKind;
  sealed: Buffer;
  /** How many of its kind the account is sent in an hour before one stands for all that follow; null for no limit. */
  atMostAnHour: number | null;
}

/**
 * An expression that puts a notice to an account into the queue. It goes in the language that the account
 * had before the statement, so that a stranger who signs in doesn't choose it.
 */
export function queueNotice(
  notice: QueuedNotice,
  userId: RawBuilder<unknown>,
  locale = sql`(SELECT users.locale FROM users WHERE users.id = ${userId})`,
): RawBuilder<unknown> {
  return sql`enqueue_notice(
    ${notice.id}, ${notice.kind}, ${userId}, ${notice.sealed}, ${locale}, ${PRIORITY.notice},
    ${notice.atMostAnHour}::integer
  )`;
}

/** The same as CTE `name`, which the statement must read: for the row (`user_id`) of `accounts`, if there is one. */
export function enqueueNotice(
  name: string,
  notice: QueuedNotice,
  accounts: RawBuilder<unknown>,
  locale?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    ${sql.id(name)} AS MATERIALIZED (
      SELECT ${queueNotice(notice, sql`user_id`, locale)} FROM ${accounts} LIMIT 1
    )`;
}

/**
 * Seconds that the oldest mail has waited for a mailer to claim it; 0 with none waiting. Notices give
 * way to other mails, so theirs count from an hour on.
 */
export async function queueAgeSeconds(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ age: number }>`
    SELECT coalesce(extract(epoch FROM max(
      now() - run_at - CASE priority WHEN ${PRIORITY.notice} THEN interval '1 hour' ELSE interval '0' END
    )), 0)::float8 AS age
    FROM mails WHERE state IN ('queued', 'sending') AND run_at <= now()`.execute(db);
  return Math.max(0, rows[0]?.age ?? 0);
}
