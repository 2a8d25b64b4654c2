import { type AuthContext, createAuth } from "@watchword/auth";
import { requestEmailOtp, signInWithEmailOtp } from "@watchword/auth/email-otp";
import { generateOneTimeToken, verifyOneTimeToken } from "@watchword/auth/one-time-token";
import { completePasswordReset, requestPasswordReset } from "@watchword/auth/password-reset";
import { findSession } from "@watchword/auth/session";
import { migrate } from "@watchword/db/migrate";
import { sql } from "kysely";
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
  USER_AGENT,
} from "./contestant.ts";

const COLLECTION = "users";
const client = { ip: "198.51.100.7", userAgent: USER_AGENT, place: null, locale: null };
const start = { client, previousSecret: null };

/** packages/auth called directly, its limits off; the guess budget can't be turned off. */
export async function startWatchword({ databaseUrl }: Setting): Promise<Contestant> {
  await migrate(databaseUrl);
  const auth = createAuth({
    databaseUrl,
    secret: "a secret of more than thirty-two bytes, for figures",
    policy: { mailsPerAddress: null, perClient: null },
  });
  const unhashed = { ...auth, passwords: { ...auth.passwords, hash: async () => "no hash" } };
  await makeKnownUsers(auth);

  const request = (email: string) =>
    requestEmailOtp(auth, { email, collection: COLLECTION, phrase: false, next: null, client });

  async function enter({ otpId, code }: { otpId: string; code: string }) {
    const result = await signInWithEmailOtp(auth, { challenge: otpId, code }, start);
    if (!result.ok) throw new Error(result.reason);
    return result.secret;
  }

  async function signIn(email: string): Promise<string> {
    const { otpId } = await request(email);
    return enter({ otpId, code: (await readSealed(auth, otpId)).code });
  }

  async function prepareSignIns(emails: string[]) {
    const challenges = await forEach(emails, async (email) => {
      const { otpId } = await request(email);
      return { otpId, code: (await readSealed(auth, otpId)).code };
    });
    return challenges.map((challenge) => () => enter(challenge));
  }

  async function generate(secret: string): Promise<string> {
    const signedIn = await findSession(auth, secret);
    if (!signedIn) throw new Error("The session is over.");
    const wanted = { audience: null, codeChallenge: null };
    const result = await generateOneTimeToken(auth, signedIn, wanted);
    if (!result.ok) throw new Error(result.reason);
    return result.token;
  }

  async function verify(token: string): Promise<void> {
    const redemption = { token, audience: null, codeVerifier: null };
    const result = await verifyOneTimeToken(auth, redemption, start);
    if (!result.ok) throw new Error(result.reason);
  }

  const requestReset = (email: string) =>
    requestPasswordReset(auth, { email, collection: COLLECTION, client });

  const completeReset =
    (ctx: AuthContext): Operation =>
    async (count) => {
      const tokens = await forEach(knownAddresses(count), async (email) => {
        await requestReset(email);
        return newestResetToken(auth, email);
      });
      return tokens.map((token) => async () => {
        const result = await completePasswordReset(ctx, token, PASSWORD, start);
        if (!result.ok) throw new Error(result.reason);
      });
    };

  const sessions = await forEach(signedInAddresses(), signIn);

  return {
    name: "Watchword",
    operations: {
      "request a code": async (count) =>
        Array.from({ length: count }, () => () => request(newAddress())),
      "sign in, new user": (count) => prepareSignIns(Array.from({ length: count }, newAddress)),
      "sign in, known user": (count) => prepareSignIns(knownAddresses(count)),
      "generate a one-time token": async (count) =>
        cycle(sessions, count).map((secret) => () => generate(secret)),
      "verify a one-time token": async (count) => {
        const tokens = await forEach(cycle(sessions, count), generate);
        return tokens.map((token) => () => verify(token));
      },
      "request a reset": async (count) =>
        knownAddresses(count).map((email) => () => requestReset(email)),
      "complete a reset": completeReset(auth),
      "complete a reset, hash taken out": completeReset(unhashed),
      "read a session": async (count) =>
        cycle(sessions, count).map((secret) => async () => {
          if (!(await findSession(auth, secret))) throw new Error("The session is over.");
        }),
    },
    close: () => auth.close(),
  };
}

async function makeKnownUsers({ db }: AuthContext): Promise<void> {
  await sql`
    INSERT INTO users (collection, email, email_verified_at)
    SELECT ${COLLECTION}, 'known-' || n || '@example.com', now()
    FROM generate_series(0, ${KNOWN_USERS - 1}::integer) AS n ON CONFLICT DO NOTHING`.execute(db);
  await sql`
    INSERT INTO known_devices (user_id, name) SELECT id, 'Firefox on macOS' FROM users
    ON CONFLICT DO NOTHING`.execute(db);
}

/** What the mail would say. */
async function readSealed({ db, keys }: AuthContext, id: string) {
  const row = await db
    .selectFrom("tokens")
    .select(["sealed", "code_length"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const opened = JSON.parse((row.sealed && keys.unseal(row.sealed, id)) ?? "{}") as {
    code: string;
    token: string;
  };
  return { ...opened, code: opened.code.slice(0, row.code_length ?? 0) };
}

async function newestResetToken(auth: AuthContext, email: string): Promise<string> {
  const { id } = await auth.db
    .selectFrom("tokens")
    .select("id")
    .where("collection", "=", COLLECTION)
    .where("email", "=", email)
    .where("purpose", "=", "password-reset")
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  return (await readSealed(auth, id)).token;
}
