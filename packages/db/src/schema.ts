import type { Generated, GeneratedAlways } from "kysely";
import type { AuditEventsTable, AuditRetentionTable, EventTotalsTable } from "./record-schema.ts";

/** The tables, spelled as Postgres spells them. Read and written through Kysely. */
export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  mails: MailsTable;
  notices_told: NoticesToldTable;
  reserved_addresses: ReservedAddressesTable;
  spent_guesses: SpentGuessesTable;
  index_key: IndexKeyTable;
  signing_keys: SigningKeysTable;
  buckets: BucketsTable;
  audit_events: AuditEventsTable;
  audit_retention: AuditRetentionTable;
  event_totals: EventTotalsTable;
  chores: ChoresTable;
  alert_messages: AlertMessagesTable;
  function_sets: FunctionSetsTable;
  serving_roles: ServingRolesTable;
  guess_totals: GuessTotalsTable;
  suppressed_addresses: SuppressedAddressesTable;
  mail_slots: MailSlotsTable;
  alerts: AlertsTable;
}

/** An account: one address in one collection. */
export interface UsersTable {
  id: Generated<string>;
  collection: string;
  email: string;
  email_verified_at: Date | null;
  password_hash: string | null;
  /** Raised to end every session of the account at once; sessions of an earlier epoch are over. */
  session_epoch: Generated<number>;
  /** Tokens of the account and of its address that were made until then are worth nothing. */
  tokens_void_until: Date | null;
  disabled_at: Date | null;
  /** The language of its last sign-in that named one. */
  locale: string | null;
  created_at: Generated<Date>;
}

export interface SessionsTable {
  id: Generated<string>;
  secret_hash: Buffer;
  user_id: string;
  epoch: number;
  /** The app it was handed to; null for the product's own. */
  audience: string | null;
  /** The session that it was handed over from, and ends with. */
  parent_id: string | null;
  /** The one-time token that it was redeemed for. */
  token_id: string | null;
  user_agent: string | null;
  ip: string | null;
  place: string | null;
  /** How its owner authenticated (RFC 8176); null where that isn't known. */
  method: Generated<string | null>;
  created_at: Generated<Date>;
  authenticated_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  expires_at: Date;
  absolute_expires_at: Date;
  /** The day, in UTC, on which it expires unless it is used. */
  expires_on: GeneratedAlways<Date>;
}

/**
 * A credential that works once. A row has up to two secrets, a short code and a long token,
 * and one `consumed_at` for both.
 */
export interface TokensTable {
  id: string;
  purpose: string;
  collection: string;
  /** The address it proves, or null for a token of an account. */
  email: string | null;
  user_id: string | null;
  code_hash: Buffer | null;
  code_length: number | null;
  code_expires_at: Date | null;
  attempts: Generated<number>;
  max_attempts: number | null;
  /** The name of its address in the record and of its guess budget, and the budget of the known device that asked for it. */
  address_key: Buffer | null;
  device_budget: Buffer | null;
  /** The buckets that its mails are taken from: its address's, its mailbox's, the known device's. */
  mail_bucket: Buffer | null;
  mailbox_bucket: Buffer | null;
  device_mail_bucket: Buffer | null;
  /** The session that it hands over. */
  session_id: string | null;
  /** The only app that may redeem it, with the verifier of `code_challenge` (RFC 7636, S256). */
  audience: string | null;
  code_challenge: string | null;
  token_hash: Buffer | null;
  token_expires_at: Date | null;
  /** What the mail worker must know, sealed; null once the token is consumed or over. */
  sealed: Buffer | null;
  /** Mails asked for so far, the first included. */
  mails_requested: Generated<number>;
  last_mail_at: Date | null;
  consumed_at: Date | null;
  /** Whether its link let the browser that asked in; null until somebody with the link typed a number. */
  approved: boolean | null;
  created_at: Generated<Date>;
  /** When the last of its secrets ends. */
  over_at: GeneratedAlways<Date>;
}

export interface MailsTable {
  id: Generated<string>;
  kind: string;
  token_id: string | null;
  user_id: string | null;
  /** What a notice says; null once it has settled, or can't be sent again any more. */
  sealed: Buffer | null;
  /** The language that the account had when a notice was queued. */
  locale: string | null;
  /** How many events a notice stands for that were too many to be told one by one; 0 for one of its own. */
  repeats: Generated<number>;
  state: Generated<MailState>;
  /** The mail as it goes out, sealed, so that each try sends the same; null before the first and after the last. */
  rendition: Buffer | null;
  /** When the first of what the rendition promises ends. */
  expires_at: Date | null;
  /** Tries that a provider, or we, answered with a failure. */
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
  /** Whether it goes only to an account: its mailbox was sent enough of them. */
  if_known: Generated<boolean>;
  /** The mail that an operator had sent in its place. */
  resent_as: string | null;
  /** When it is due, or until when it is leased to the mailer that claimed it. */
  run_at: Generated<Date>;
  /** Lower goes first: 0 for what a known device waits for, 1 for what anybody else does, 10 for a notice. */
  priority: Generated<number>;
  /** Of its priority lower goes first: a thousand times the mails of its network that were queued before, and those to its domain. */
  turn: Generated<number>;
  /** The network that asked for it, and the domain that it goes to, hashed; null for what nobody asked for. */
  network_key: Buffer | null;
  domain_key: Buffer | null;
  /** The claim of the mailer that holds it, or held it last. */
  lease: string | null;
  created_at: Generated<Date>;
  settled_at: Date | null;
}

/**
 * `queued`, `sending`: ours still. `sent`: a provider took it, and may tell of `delayed`, `delivered`,
 * `bounced`, `complained` or `failed`. `failed` is also what no provider will take, `expired` what
 * found no way out while it had something to say, `skipped` what had nothing to say when it was its turn,
 * `capped` what its mailbox had no room for.
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

/** An address that is suppressed until then: after a bounce it gets no mail, after a complaint no notices. */
export interface SuppressedAddressesTable {
  email: string;
  reason: "bounce" | "complaint";
  suppressed_at: Generated<Date>;
  suppressed_until: Date;
}

/** As many as mails may leave in a minute; each is free again a minute after it was used. */
export interface MailSlotsTable {
  number: number;
  used_at: Generated<Date>;
}

/** Read by nobody: processes of the release before `notices_told` still write it. */
/** How often an account was told of one kind of event lately; `new-sign-in` is there from the first sign-in on. */
export interface NoticesToldTable {
  user_id: string;
  kind: string;
  since: Generated<Date>;
  told: Generated<number>;
  /** The mail that stands for those that weren't sent. */
  summary: string | null;
}

/** An address that an account had and may take back until then; nobody else can have it. */
export interface ReservedAddressesTable {
  collection: string;
  email: string;
  user_id: string;
  reserved_until: Date;
}

/** Failed guesses of the last 24 hours, each in a slot of every budget that it counts in. */
export interface SpentGuessesTable {
  budget: Buffer;
  slot: number;
  at: Date;
}

/** One row: the key under which addresses and clients are hashed. It doesn't rotate. */
export interface IndexKeyTable {
  only_one: Generated<boolean>;
  sealed: Buffer;
}

/** What ID tokens are signed with. */
export interface SigningKeysTable {
  /** The `kid` of its signatures. */
  id: string;
  algorithm: string;
  /** Counts the keys of its algorithm, from 1. */
  number: number;
  /** A private JWK. */
  sealed: Buffer;
  signs_from: Date;
}

/** What may be taken so often: mails to an address, calls of a client. */
export interface BucketsTable {
  bucket: Buffer;
  /** When everything that was taken has come back. */
  full_at: Date;
  /** The beginning of the ten minutes in which that is. */
  full_in: GeneratedAlways<Date>;
}

/** What stands: told when it was raised, and again when it is over and its row goes. */
export interface AlertsTable {
  key: string;
  type: string;
  data: Record<string, number | string>;
  raised_at: Generated<Date>;
  /** When its figure was last as bad as to raise it. */
  seen_at: Generated<Date>;
}

/** Of `spent_guesses`, those in the budgets of lengths, in spans of ten minutes from `at` on. Kept by triggers. */
export interface GuessTotalsTable {
  budget: Buffer;
  at: Date;
  n: number;
}

/**
 * When something was last done: how far `unseal` has come, which goes through everything once by time; when
 * the last `clean-up` began; when a `mailer` last said that it lives; when readiness last tried to write.
 */
export interface ChoresTable {
  name: "unseal" | "clean-up" | "mailer" | "ready";
  done_until: Date;
}

/** The roles that migrations have let serve. */
export interface ServingRolesTable {
  name: string;
}

/** What the alert webhook has yet to be told. */
export interface AlertMessagesTable {
  id: Generated<string>;
  type: string;
  data: Record<string, number | string>;
  /** Tries that have failed. */
  tries: Generated<number>;
  /** When it is due, or until when it is leased to the process that claimed it. */
  run_at: Generated<Date>;
  lease: string | null;
  created_at: Generated<Date>;
}

/** The SQL functions of a release. */
interface FunctionSetsTable {
  schema: string;
  installed_at: Generated<Date>;
  /** When a process used them last. */
  used_at: Generated<Date>;
}
