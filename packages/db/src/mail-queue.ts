import { type Kysely, sql } from "kysely";
import type { Locale } from "./locale.ts";
import type { Database } from "./schema.ts";

/** A mail ready to be written: what auth has resolved and emails renders. */
export type Mail = ChallengeMail | AccountExistsMail | LinkMail | NoticeMail;

/** What a mail is about. */
export type MailKind = Mail["kind"];

interface Addressed {
  /** The row's id, and the provider's idempotency key. */
  id: string;
  to: string;
  locale: Locale;
  requestedBy: Requester;
  /** The name of the app that it was asked for on the way to, where there is one. */
  app?: string;
  /** The database's time when the mail was resolved: lifetimes in words are counted from it. */
  resolvedAt: Date;
}

export interface MailLink {
  url: string;
  expiresAt: Date;
}

/**
 * A code and a link, either of which uses up one token: to sign in, to sign up with a password, to prove an
 * account's address, to prove the address that is to become an account's.
 */
export interface ChallengeMail extends Addressed {
  kind: "email-otp" | "password-sign-up" | "email-verification" | "email-change";
  /** Null if the mail carries only the link. */
  code: { digits: string; expiresAt: Date } | null;
  link: MailLink;
  /** Two words that the page shows too; null where they weren't asked for. */
  phrase: string | null;
}

/** To somebody who asked for an account but has one: the code and the link of the sign-up, which sign in to it. */
export interface AccountExistsMail extends Addressed {
  kind: "account-exists";
  /** To be entered where the sign-up was asked for; null as a challenge's. */
  code: ChallengeMail["code"];
  link: MailLink;
  /** A page, and no credential. */
  resetUrl: string;
}

/** A link and nothing else. */
export interface LinkMail extends Addressed {
  kind: "password-reset" | "invitation";
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

/** A mail that somebody is waiting for, or a notice, which gives way to those. */
export type MailUrgency = "awaited" | "notice";

/** The kinds of mails that nobody waits for. */
export const NOTICE_KINDS: readonly string[] = [
  "password-changed",
  "new-sign-in",
  "account-deleted",
  "email-changed",
  "email-change-undone",
] satisfies NoticeMail["kind"][];

/** Whether a mail only tells an owner what happened, so that it waits for mails that somebody waits for. */
export function isNotice(kind: string): kind is NoticeMail["kind"] {
  return NOTICE_KINDS.includes(kind);
}

/** Whether somebody waits for a mail of this kind. */
export function urgencyOf(kind: string): MailUrgency {
  return isNotice(kind) ? "notice" : "awaited";
}

/** Of `mails.priority`: lower goes first. `known` is what a known device or a session's owner waits for. */
export const PRIORITY: Record<MailUrgency | "known", number> = { known: 0, awaited: 1, notice: 10 };

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
