import { callTogether } from "@watchword/db/call-together";
import { createCall } from "@watchword/db/call";
import { functionSchema } from "@watchword/db/function-set";
import { type Locale, LOCALES } from "@watchword/db/locale";
import { isInstalled, noteUse } from "@watchword/db/install-functions";
import { createDatabase, openPool, type Statement } from "@watchword/db/pool";
import type { PoolLoad } from "@watchword/db/query-pool";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { createWakeUp } from "@watchword/db/wake-up";
import type pg from "pg";
import { onceADay } from "./calls/once-a-day.ts";
import { WRITTEN_TOGETHER } from "./calls/written-together.ts";
import { createEventWriter } from "./audit/event-writer.ts";
import type { AuthContext } from "./context.ts";
import { type Functions, HASH, PARAMETERS } from "./functions.generated.ts";
import { callWithHooks, type Hooks } from "./hooks.ts";
import { createIndex } from "./keys/index-key.ts";
import { deriveKeys } from "./keys/keys.ts";
import { createSigningKeys } from "./keys/signing-keys.ts";
import { createOneTimeTokens, type OneTimeTokenOptions } from "./keys/one-time-tokens.ts";
import { WeakPasswordError } from "./passwords/new-password.ts";
import { createPasswordHasher } from "./passwords/hash.ts";
import { createPolicy, type PolicyOverrides } from "./policy/policy.ts";
import { endAllSessions } from "./session/end.ts";
import { IssuedSession, issueSession } from "./session/issue.ts";
import { setPasswordOfAddress } from "./account-password/set-password.ts";
import type { User } from "./views/user.ts";
import { createUser, getUser, type NewUser } from "./user/user.ts";

export type { AuthContext } from "./context.ts";
export type { Refusal } from "./refusal.ts";
export type { OneTimeTokenContext, OneTimeTokenOptions } from "./keys/one-time-tokens.ts";
export type { NewUser };
export { IssuedSession, WeakPasswordError };

/** The options of `createAuth`. */
export interface AuthOptions {
  /** A `postgres://` URL, or the app's own pool: statements then run on it, and the app ends it. */
  database: string | pg.Pool;
  /** The schema of Watchword's tables; `watchword` by default. */
  schema?: string;
  /** At least 32 bytes. A list rotates: the first signs, all verify. */
  secret: string | readonly [string, ...string[]];
  policy?: PolicyOverrides;
  /** Your product's name, which passwords may not consist of. */
  productName?: string;
  /** The languages that mails are written in; the first for recipients who ask for none of them. All by default. */
  locales?: readonly [Locale, ...Locale[]];
  /** How one-time tokens are made and stored. */
  oneTimeToken?: OneTimeTokenOptions;
  /** Whether a password is known from a breach, e.g. `breachedPasswords()`; not checked by default. */
  isBreached?: (password: string) => Promise<boolean>;
  /** Called in the transaction of the event that they follow. */
  hooks?: Hooks;
  /** The most connections it opens to a URL's database; 10 by default. */
  poolSize?: number;
  /** Called for each idle connection that broke; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
  /** Called for each statement that ran. */
  onStatement?: (statement: Statement) => void;
}

/** The work under way in an instance. */
export interface Load {
  connections: PoolLoad;
  /** Passwords that are being hashed. */
  hashes: { running: number; waiting: number };
}

/** A user, whose id is also named as in tokens and sessions. */
export type AuthUser = User & { userId: string };

/** What flows and operators' code are called with, and what its owner closes. */
export interface Auth extends AuthContext {
  /** Throws for an unknown id. */
  getUser(userId: string): Promise<AuthUser>;
  /** Throws if `email` isn't an address or has an account, or the collection is unknown. */
  createUser(input: NewUser): Promise<AuthUser>;
  /** Starts a session that counts as just authenticated; `toString()` is its secret. Throws for an unknown user. */
  createSession(userId: string): Promise<IssuedSession>;
  /**
   * Sets the password of the account that has the address in `collection`, which is `users` by default. Ends no
   * session. Throws for an unknown address or collection, and `WeakPasswordError` for a weak password; pass that
   * password to the token's `validate` too, so that its link stays unused.
   */
  updateKeyPassword(
    key: "email",
    email: string,
    password: string,
    collection?: string,
  ): Promise<void>;
  /** Ends every session of the user. */
  invalidateAllUserSessions(userId: string): Promise<void>;
  /** Whether the database has the SQL functions that this release calls: `migrate` installs them. */
  isInstalled(): Promise<boolean>;
  load(): Load;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** Watchword on a migrated database. Throws for an unsafe policy or a short secret. */
export function createAuth(options: AuthOptions): Auth {
  const secrets = typeof options.secret === "string" ? ([options.secret] as const) : options.secret;
  const { onIdleError, onStatement, poolSize, schema = DEFAULT_SCHEMA } = options;
  const keys = deriveKeys(secrets);
  const pool = openPool(options.database, {
    schema,
    ...(onIdleError && { onIdleError }),
    ...(poolSize !== undefined && { max: poolSize }),
  });
  const db = createDatabase(pool, onStatement);
  const functions = functionSchema(schema, HASH);
  const together = callTogether<Functions>(
    createCall<Functions>(pool, functions, PARAMETERS, onStatement),
    { pool, schema: functions, parameters: PARAMETERS, together: WRITTEN_TOGETHER, onStatement },
  );
  const { hooks } = options;
  const call = hooks ? callWithHooks(together, hooks, `${schema}.users`) : together;
  const ctx: AuthContext = {
    keys,
    index: createIndex(db, keys),
    signingKeys: createSigningKeys(db, keys),
    events: createEventWriter(call),
    policy: createPolicy(options.policy),
    passwords: createPasswordHasher(),
    oneTimeTokens: createOneTimeTokens(options.oneTimeToken),
    productName: options.productName ?? "Watchword",
    locales: options.locales ?? LOCALES,
    isBreached: options.isBreached ?? (async () => false),
    db,
    call: onceADay(call, () => noteUse(db, schema, functions)),
    mailQueued: createWakeUp(pool),
  };
  return {
    ...ctx,
    getUser: async (userId) => withUserId(await getUser(ctx, userId)),
    createUser: async (input) => withUserId(await createUser(ctx, input)),
    createSession: (userId) => issueSession(ctx, userId),
    updateKeyPassword: (_key, email, password, collection = "users") =>
      setPasswordOfAddress(ctx, { typed: email, password, collection }),
    invalidateAllUserSessions: async (userId) => void (await endAllSessions(ctx, userId)),
    isInstalled: () => isInstalled(db, functions),
    load: () => ({
      connections: pool.load(),
      hashes: ctx.passwords.load(),
    }),
    async close() {
      await ctx.events.settled();
      await db.destroy();
      // Kysely doesn't end a pool that it hasn't used.
      await pool.end();
    },
  };
}

function withUserId(user: User): AuthUser {
  return { ...user, userId: user.id };
}
