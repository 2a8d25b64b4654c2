import type { Generated, GeneratedAlways } from "kysely";

/** An account: one address in one collection. */
export interface UsersTable {
  id: Generated<string>;
  collection: string;
  email: string;
  email_verified_at: Date | null;
  password_hash: string | null;
  /** Raised to end every session of the account at once; sessions of an earlier epoch have ended. */
  session_epoch: Generated<number>;
  /** Tokens of the account and of its address that were made until then are void. */
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
  /** How its owner authenticated (RFC 8176); null if that isn't known. */
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
  /** The address that it proves; null for a token of an account, and if the account of its address was deleted. */
  email: string | null;
  user_id: string | null;
  code_hash: Buffer | null;
  code_length: number | null;
  code_expires_at: Date | null;
  attempts: Generated<number>;
  max_attempts: number | null;
  /**
   * The name of its address in the record and of its guess budget, and the budget of the known device that asked for
   * it.
   */
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
  /** Whether its long token contains `id`; otherwise it is found by its hash. */
  id_in_token: Generated<boolean>;
  token_expires_at: Date | null;
  /** What the mail worker must know, sealed; null once the token is consumed or has expired. */
  sealed: Buffer | null;
  /** Mails requested so far, including the first. */
  mails_requested: Generated<number>;
  last_mail_at: Date | null;
  consumed_at: Date | null;
  /** Whether a change of its address's account ended it, which its requester mustn't see. */
  voided: Generated<boolean>;
  /** Whether its link let the browser that asked in; null until somebody with the link typed a number. */
  approved: boolean | null;
  created_at: Generated<Date>;
  /** When the last of its secrets expires. */
  over_at: GeneratedAlways<Date>;
}

/** An address that an account had and may take back until then; nobody else can have it. */
export interface ReservedAddressesTable {
  collection: string;
  email: string;
  user_id: string;
  reserved_until: Date;
}
