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
import type { PasswordRules } from "./passwords/new-password.ts";
import type { Policy } from "./policy/policy.ts";

/** What every rule works with; made once by `createAuth` and passed on, never imported. */
export interface AuthContext extends PasswordRules {
  db: Kysely<Database>;
  /** Calls a SQL function of this release: one statement, which is a transaction of its own. */
  call: Call<Functions>;
  /** Wakes the mailers for a mail that somebody is waiting for; without that, they look once a second. */
  mailQueued: () => void;
  keys: Keys;
  index: Index;
  signingKeys: SigningKeys;
  events: EventWriter;
  policy: Policy;
  oneTimeTokens: OneTimeTokens;
  /** The languages that mails are written in; the first for recipients who ask for none of them. */
  locales: readonly [Locale, ...Locale[]];
}
