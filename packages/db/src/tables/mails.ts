import type { Generated } from "kysely";

export interface MailsTable {
  id: Generated<string>;
  kind: string;
  token_id: string | null;
  user_id: string | null;
  /** What a notice says; null once it has settled or can't be sent again. */
  sealed: Buffer | null;
  /** The language that the account had when a notice was queued. */
  locale: string | null;
  /**
   * How many events a notice sums up because there were too many for a notice each; 0 for a notice of a single event.
   */
  repeats: Generated<number>;
  state: Generated<MailState>;
  /** The mail as it goes out, sealed, so that each try sends the same; null before the first and after the last. */
  rendition: Buffer | null;
  /** When the first thing that the rendition promises expires. */
  expires_at: Date | null;
  /** Tries that have failed, at a provider or here. */
  tries: Generated<number>;
  /** Why the last try failed, in the provider's codes; never its words, which may hold an address. */
  reason: string | null;
  /** Who took it, and under which id. */
  provider: string | null;
  provider_id: string | null;
  /** The provider's time of the newest event that moved `state`. */
  event_at: Date | null;
  /** The bucket that it was taken from, and is given back to once its token is redeemed. */
  taken_from: Buffer | null;
  /** Whether it is sent only to an account, because its mailbox was sent enough mails. */
  if_known: Generated<boolean>;
  /** The mail that an operator had sent in its place. */
  resent_as: string | null;
  /** When it is due, or until when it is leased to the mailer that claimed it. */
  run_at: Generated<Date>;
  /**
   * Smaller values go first: 0 for mails that a known device is waiting for, 1 for those that anybody else is, 10 for
   * notices.
   */
  priority: Generated<number>;
  /**
   * Within a priority smaller values go first: a thousand times the mails of its network that were queued before, plus
   * those to its domain.
   */
  turn: Generated<number>;
  /** The network that requested it and the domain that it goes to, hashed; null if nobody requested it. */
  network_key: Buffer | null;
  domain_key: Buffer | null;
  /** The claim of the mailer that holds it, or held it last. */
  lease: string | null;
  created_at: Generated<Date>;
  settled_at: Date | null;
}

/**
 * `queued`, `sending`: not sent yet. `sent`: a provider took it, and may report `delayed`, `delivered`,
 * `bounced`, `complained` or `failed`. `failed` also if no provider will take it, `expired` if it was out of date
 * before one did, `skipped` if it was no longer needed when its turn came, `capped` if the address was sent enough
 * mails.
 */
export type MailState =
  | "queued"
  | "sending"
  | "sent"
  | "delayed"
  | "delivered"
  | "bounced"
  | "complained"
  | "failed"
  | "expired"
  | "skipped"
  | "capped";

/**
 * An address that is suppressed until then: after a bounce it gets no mail, after a complaint no notices of sign-ins.
 */
export interface SuppressedAddressesTable {
  email: string;
  reason: "bounce" | "complaint";
  suppressed_at: Generated<Date>;
  suppressed_until: Date;
}

/** A row for each mail that may leave in a minute; it is free again a minute after it was used. */
export interface MailSlotsTable {
  number: number;
  used_at: Generated<Date>;
}

/** How many notices of one kind an account got lately; the row of `new-sign-in` exists from the first sign-in on. */
export interface NoticesToldTable {
  user_id: string;
  kind: string;
  since: Generated<Date>;
  told: Generated<number>;
  /** The mail that stands for those that weren't sent. */
  summary: string | null;
}
