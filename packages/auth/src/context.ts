import type { Locale } from "@watchword/db/locale";
import type { Database } from "@watchword/db/schema";
import type { Call } from "@watchword/db/call";
import type { Kysely } from "kysely";
import type { EventWriter } from "./audit/event-writer.ts";
import type { Functions } from "./functions.generated.ts";
import type { Index } from "./keys/index-key.ts";
import type { Keys } from "./keys/keys.ts";
import type { SigningKeys } from "./keys/signing-keys.ts";
import type { OneTimeTokens } from "./keys/one-time-tokens.ts";
import type { PasswordHasher } from "./passwords/hash.ts";
import type { Weakness } from "./passwords/strength.ts";
import type { Policy } from "./policy/policy.ts";

/** What every rule works with; made once by `createAuth` and passed on, never imported. */
export interface AuthContext {
  db: Kysely<Database>;
  /** Calls a SQL function of this release: one statement, which is a transaction of its own. */
  call: Call<Functions>;
  /** Wakes the mailers for a mail that somebody is waiting for; without it they look once a second. */
  mailQueued: () => void;
  keys: Keys;
  index: Index;
  signingKeys: SigningKeys;
  events: EventWriter;
  policy: Policy;
  passwords: PasswordHasher;
  oneTimeTokens: OneTimeTokens;
  /** What people know the product by: no word for a password. */
  productName: string;
  /** The languages that mails are written in; the first for recipients who wish none of them. */
  locales: readonly [Locale, ...Locale[]];
  /** Whether a password is known from a breach; false where nobody can say. */
  isBreached: (password: string) => Promise<boolean>;
}

/** An expected refusal; bugs are thrown. */
export interface Refusal<Reason extends string> {
  ok: false;
  reason: Reason;
  /** Milliseconds after which the same call would be answered otherwise. */
  retryAfterMs?: number;
  /** What is wrong with the password, where that is the reason. */
  weakness?: Weakness;
}

export function refuse<Reason extends string>(
  reason: Reason,
  retryAfterMs?: number | null,
): Refusal<Reason> {
  return { ok: false, reason, ...(retryAfterMs != null && { retryAfterMs }) };
}
