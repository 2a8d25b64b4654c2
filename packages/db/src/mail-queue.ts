import { type Kysely, sql } from "kysely";
import type { Locale } from "./locale.ts";
import type { Database } from "./schema.ts";

/** A mail that is ready to be rendered: auth has resolved it, and emails renders it. */
export type Mail = ChallengeMail | AccountExistsMail | LinkMail | NoticeMail;

/** What a mail is about. */
export type MailKind = Mail["kind"];

interface Addressed {
  /** The row's id, and the provider's idempotency key. */
  id: string;
  to: string;
  locale: Locale;
  requestedBy: Requester;
  /** The name of the app that its requester was on the way to, if any. */
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
  /** Two words that the page shows too; null if the policy has none. */
  phrase: string | null;
}

/** To somebody who asked for an account but has one: the code and the link of the sign-up, which sign in to it. */
export interface AccountExistsMail extends Addressed {
  kind: "account-exists";
  /** To be entered where the sign-up was requested; null as in a challenge. */
  code: ChallengeMail["code"];
  link: MailLink;
  /** The URL of a page; not a credential. */
  resetUrl: string;
}

/** A link and nothing else. */
export interface LinkMail extends Addressed {
  kind: "password-reset" | "invitation";
  link: MailLink;
}

/** A notice to its owner of what happened to an account; `requestedBy` is who did it. */
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
  /** For `email-changed` to the old address: undoes the change. */
  undo: MailLink | null;
  /** How many events of the last hour it sums up, if there were too many for a notice each; otherwise 0. */
  repeats: number;
}

/** The place of a request over loopback. */
export const THIS_MACHINE = "this machine";

/** Who requested a mail, as far as their request shows. */
export interface Requester {
  /** `Firefox`, `Chrome`; null if the client doesn't say. */
  browser: string | null;
  /** `macOS`, `Android`; null if the client doesn't say. */
  os: string | null;
  /** The place if a trusted proxy names one; otherwise the masked network address or `THIS_MACHINE`. */
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

/** Whether a mail is only a notice to an owner, so that it gives way to mails that somebody is waiting for. */
export function isNotice(kind: string): kind is NoticeMail["kind"] {
  return NOTICE_KINDS.includes(kind);
}

/** Whether somebody waits for a mail of this kind. */
export function urgencyOf(kind: string): MailUrgency {
  return isNotice(kind) ? "notice" : "awaited";
}

/**
 * The values of `mails.priority`, of which smaller ones go first. `known`: for mails that a known device or a session's
 * owner is waiting for.
 */
export const PRIORITY: Record<MailUrgency | "known", number> = { known: 0, awaited: 1, notice: 10 };

/**
 * Seconds that the oldest mail has waited for a mailer to claim it; 0 with none waiting. Notices give way to other
 * mails, so they count only after an hour.
 */
export async function queueAgeSeconds(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ age: number }>`
    SELECT coalesce(extract(epoch FROM max(
      now() - run_at - CASE priority WHEN ${PRIORITY.notice} THEN interval '1 hour' ELSE interval '0' END
    )), 0)::float8 AS age
    FROM mails WHERE state IN ('queued', 'sending') AND run_at <= now()`.execute(db);
  return Math.max(0, rows[0]?.age ?? 0);
}
