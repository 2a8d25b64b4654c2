import { type AuthContext, createAuth } from "@watchword/auth";
import { rememberNow } from "@watchword/auth/testing";
import { requestEmailOtp, signInWithEmailOtp } from "@watchword/auth/email-otp";
import { generateOneTimeToken } from "@watchword/auth/one-time-token";
import { requestPasswordReset } from "@watchword/auth/password-reset";
import { findSession } from "@watchword/auth/session";
import { migrate } from "@watchword/auth/migrate";
import { sql } from "kysely";
import { forEach, KNOWN_USERS, signedInAddresses, USER_AGENT } from "./contestant.ts";

const COLLECTION = "users";
export const SECRET = "a secret of more than thirty-two bytes that is for figures";
/** Limits that would stop a load which comes from one client; the guess budget can't be turned off. */
export const POLICY = { mailsPerAddress: null, perClient: null };

const client = { ip: "198.51.100.7", userAgent: USER_AGENT, place: null, locale: null };
export const start = { client, previousSecret: null };

export interface Challenge {
  otpId: string;
  code: string;
  /** What the browser of somebody who signed in before presents. */
  deviceCookie: string;
}

/**
 * packages/auth over a database with accounts in it, and what calls of it need to begin with. Makes them
 * unless it has so many.
 */
export async function prepareWatchword(databaseUrl: string, accounts?: number) {
  await migrate(databaseUrl);
  const auth = createAuth({ database: databaseUrl, secret: SECRET, policy: POLICY });
  if (accounts === undefined) await makeKnownUsers(auth);

  const request = (email: string) =>
    requestEmailOtp(auth, { email, collection: COLLECTION, phrase: false, next: null, client });

  const requestReset = (email: string) =>
    requestPasswordReset(auth, { email, collection: COLLECTION, client });

  const knownDevice = (email: string) => rememberNow(auth, { collection: COLLECTION, email });

  async function challenge(email: string): Promise<Challenge> {
    const { otpId } = await request(email);
    const { code } = await readSealed(auth, otpId);
    return { otpId, code, deviceCookie: await knownDevice(email) };
  }

  /** Answers the session's secret. */
  async function enter({ otpId, code, deviceCookie }: Challenge): Promise<string> {
    const known = { client: { ...client, deviceCookie }, previousSecret: null };
    const result = await signInWithEmailOtp(auth, { challenge: otpId, code }, known);
    if (!result.ok) throw new Error(result.reason);
    return result.secret;
  }

  async function generate(secret: string): Promise<string> {
    const signedIn = await findSession(auth, secret);
    if (!signedIn) throw new Error("The session is over.");
    const wanted = { audience: null, codeChallenge: null };
    const result = await generateOneTimeToken(auth, signedIn, wanted);
    if (!result.ok) throw new Error(result.reason);
    return result.token;
  }

  async function resetToken(email: string) {
    await requestReset(email);
    return { token: await newestResetToken(auth, email), deviceCookie: await knownDevice(email) };
  }

  const sessions = await forEach(signedInAddresses(), async (email) =>
    enter(await challenge(email)),
  );
  return { auth, request, requestReset, challenge, enter, generate, resetToken, sessions };
}

async function makeKnownUsers({ db }: AuthContext): Promise<void> {
  await sql`
    INSERT INTO users (collection, email, email_verified_at)
    SELECT ${COLLECTION}, 'known-' || n || '@example.com', now()
    FROM generate_series(0, ${KNOWN_USERS - 1}::integer) AS n ON CONFLICT DO NOTHING`.execute(db);
  await sql`
    INSERT INTO notices_told (user_id, kind) SELECT id, 'new-sign-in' FROM users
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
    code: string | null;
    token: string;
  };
  return { ...opened, code: opened.code?.slice(0, row.code_length ?? 0) ?? "" };
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
