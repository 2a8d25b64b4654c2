import { pg as postgresAdapter } from "@lucia-auth/adapter-postgresql";
import { idToken, passwordToken } from "@lucia-auth/tokens";
import lucia from "lucia-auth";
import type pg from "pg";
import {
  type Contestant,
  cycle,
  forEach,
  KNOWN_USERS,
  knownAddresses,
  type Operation,
  PASSWORD,
  type Setting,
  signedInAddresses,
} from "./contestant.ts";
import { openPool } from "./open-pool.ts";

/**
 * `@lucia-auth/tokens` as its documents use it. It makes no account by a code, keeps codes and tokens as
 * they are, and counts no attempts.
 */
export async function startLucia({ databaseUrl, poolSize }: Setting): Promise<Contestant> {
  const pool = openPool(databaseUrl, poolSize);
  await makeTables(pool);
  const auth = createAuth(pool);
  const unhashed = createAuth(pool, async () => "no hash");
  const codes = passwordToken(auth, "email-otp", { expiresIn: 600, length: 6 });
  const links = idToken(auth, "password-reset", { expiresIn: 3600 });
  const handOvers = idToken(auth, "one-time-token", { expiresIn: 180 });

  const userIdOf = async (email: string) => (await auth.getKey("email", email)).userId;
  const request = async (email: string) => codes.issue(await userIdOf(email));
  const requestReset = async (email: string) => links.issue(await userIdOf(email));

  async function enter(code: string, userId: string): Promise<string> {
    await codes.validate(code, userId);
    return (await auth.createSession(userId)).sessionId;
  }
  const sessions = await forEach(signedInAddresses(), async (email) => {
    const code = await request(email);
    return enter(code.toString(), code.userId);
  });

  async function generate(sessionId: string): Promise<string> {
    const { userId } = await auth.validateSession(sessionId);
    return (await handOvers.issue(userId)).toString();
  }

  const completeReset =
    ({ updateKeyPassword }: typeof auth): Operation =>
    async (count) => {
      const emails = knownAddresses(count);
      const tokens = await forEach(emails, requestReset);
      return tokens.map((token, index) => async () => {
        const { userId } = await links.validate(token.toString());
        await auth.invalidateAllUserSessions(userId);
        await updateKeyPassword("email", emails[index] ?? "", PASSWORD);
        return auth.createSession(userId);
      });
    };

  return {
    name: "Lucia tokens",
    operations: {
      "request a code": async (count) => knownAddresses(count).map((email) => () => request(email)),
      "sign in, known user": async (count) => {
        const issued = await forEach(knownAddresses(count), request);
        return issued.map((code) => () => enter(code.toString(), code.userId));
      },
      "generate a one-time token": async (count) =>
        cycle(sessions, count).map((id) => () => generate(id)),
      "verify a one-time token": async (count) => {
        const tokens = await forEach(cycle(sessions, count), generate);
        return tokens.map((token) => async () => {
          const { userId } = await handOvers.validate(token);
          return auth.createSession(userId);
        });
      },
      "request a reset": async (count) =>
        knownAddresses(count).map((email) => () => requestReset(email)),
      "complete a reset": completeReset(auth),
      "complete a reset, hash taken out": completeReset(unhashed),
      "read a session": async (count) =>
        cycle(sessions, count).map((id) => () => auth.validateSessionUser(id)),
    },
    close: () => pool.end(),
  };
}

function createAuth(pool: pg.Pool, generate?: (password: string) => Promise<string>) {
  return lucia({
    // It brings the types of a pg of 2023, and takes today's.
    adapter: postgresAdapter(pool as never),
    env: "PROD",
    ...(generate && { hash: { generate, validate: async () => false } }),
  });
}

/** As its documents give them, with indexes on what it looks up. */
async function makeTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    CREATE TABLE IF NOT EXISTS auth_user (id TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS auth_session (
      id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES auth_user (id),
      active_expires BIGINT NOT NULL, idle_expires BIGINT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS auth_key (
      id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES auth_user (id),
      primary_key BOOLEAN NOT NULL, hashed_password TEXT, expires BIGINT
    );
    CREATE INDEX IF NOT EXISTS auth_session_user_id ON auth_session (user_id);
    CREATE INDEX IF NOT EXISTS auth_key_user_id ON auth_key (user_id);
  `);
  await pool.query(
    `WITH n AS (SELECT * FROM generate_series(0, $1::integer - 1) AS n), made AS (
       INSERT INTO auth_user SELECT 'known-' || n FROM n ON CONFLICT DO NOTHING
     )
     INSERT INTO auth_key SELECT 'email:known-' || n || '@example.com', 'known-' || n, true, 'none', NULL
     FROM n ON CONFLICT DO NOTHING`,
    [KNOWN_USERS],
  );
}
