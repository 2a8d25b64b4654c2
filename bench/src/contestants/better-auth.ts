import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { emailOTP, oneTimeToken } from "better-auth/plugins";
import type pg from "pg";
import {
  type Contestant,
  cycle,
  forEach,
  KNOWN_USERS,
  knownAddresses,
  newAddress,
  type Operation,
  PASSWORD,
  type Setting,
  signedInAddresses,
} from "./contestant.ts";
import { openPool } from "./open-pool.ts";

/** Better Auth's server calls, in which it limits nobody; its own Postgres adapter; mail goes nowhere. */
export async function startBetterAuth({ databaseUrl, poolSize }: Setting): Promise<Contestant> {
  const pool = openPool(databaseUrl, poolSize);
  const sent = new Map<string, string>();
  const auth = createBetterAuth(pool, sent);
  const unhashed = createBetterAuth(pool, sent, { hash: async () => "no hash" });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  await makeKnownUsers(pool);

  const request = (email: string) =>
    auth.api.sendVerificationOTP({ body: { email, type: "sign-in" } });

  const enter = (email: string) =>
    auth.api.signInEmailOTP({ body: { email, otp: sent.get(email) ?? "" }, returnHeaders: true });

  /** The cookie of a new session. */
  async function signIn(email: string): Promise<Headers> {
    await request(email);
    const { headers } = await enter(email);
    const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    return new Headers({ cookie: cookies.join("; ") });
  }

  async function prepareSignIns(emails: string[]) {
    await forEach(emails, request);
    return emails.map((email) => () => enter(email));
  }

  const generate = (headers: Headers) => auth.api.generateOneTimeToken({ headers });
  const requestReset = (email: string) => auth.api.requestPasswordReset({ body: { email } });

  const completeReset =
    ({ api }: typeof auth): Operation =>
    async (count) => {
      const emails = knownAddresses(count);
      const tokens = await forEach(emails, async (email) => {
        await requestReset(email);
        return sent.get(`reset ${email}`) ?? "";
      });
      return tokens.map(
        (token) => () => api.resetPassword({ body: { newPassword: PASSWORD, token } }),
      );
    };

  const sessions = await forEach(signedInAddresses(), signIn);

  return {
    name: "Better Auth",
    operations: {
      "request a code": async (count) =>
        Array.from({ length: count }, () => () => request(newAddress())),
      "sign in, new user": (count) => prepareSignIns(Array.from({ length: count }, newAddress)),
      "sign in, known user": (count) => prepareSignIns(knownAddresses(count)),
      "generate a one-time token": async (count) =>
        cycle(sessions, count).map((headers) => () => generate(headers)),
      "verify a one-time token": async (count) => {
        const tokens = await forEach(cycle(sessions, count), generate);
        return tokens.map(
          ({ token }) =>
            () =>
              auth.api.verifyOneTimeToken({ body: { token } }),
        );
      },
      "request a reset": async (count) =>
        knownAddresses(count).map((email) => () => requestReset(email)),
      "complete a reset": completeReset(auth),
      "complete a reset, hash taken out": completeReset(unhashed),
      "read a session": async (count) =>
        cycle(sessions, count).map((headers) => async () => {
          if (!(await auth.api.getSession({ headers }))) throw new Error("The session is over.");
        }),
    },
    close: () => pool.end(),
  };
}

/** `sent` has the newest code of each address, and what its reset link would have after `reset `. */
export function createBetterAuth(
  pool: pg.Pool,
  sent: Map<string, string>,
  { limits = false, hash }: { limits?: boolean; hash?: (password: string) => Promise<string> } = {},
) {
  return betterAuth({
    database: pool,
    secret: "a secret of more than thirty-two bytes, for figures",
    baseURL: "http://localhost:3000",
    rateLimit: { enabled: limits, storage: "database" },
    telemetry: { enabled: false },
    logger: { level: "error" },
    emailAndPassword: {
      enabled: true,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => void sent.set(`reset ${user.email}`, token),
      ...(hash && { password: { hash } }),
    },
    plugins: [
      emailOTP({
        storeOTP: "hashed",
        sendVerificationOTP: async ({ email, otp }) => void sent.set(email, otp),
      }),
      oneTimeToken({ storeToken: "hashed" }),
    ],
  });
}

export async function makeKnownUsers(pool: pg.Pool): Promise<void> {
  await pool.query(
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     SELECT 'known-' || n, '', 'known-' || n || '@example.com', true, now(), now()
     FROM generate_series(0, $1::integer - 1) AS n ON CONFLICT DO NOTHING`,
    [KNOWN_USERS],
  );
  await pool.query(
    `INSERT INTO account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     SELECT id, id, 'credential', id, 'none', now(), now() FROM "user" ON CONFLICT DO NOTHING`,
  );
}
