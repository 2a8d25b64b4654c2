import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { giveConsent, withdrawConsent } from "../src/consent/consent.ts";
import { changePassword } from "../src/flows/password/password.ts";
import {
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { endSession, findSession, revokeOtherSessions } from "../src/session/session.ts";
import { between, type Trx, waiting } from "./between.ts";
import { ANEW, type Product, startProduct, type Visitor } from "./product.ts";

/* Calls that meet others half-way: each waits for somebody's locks, who goes on to want the locks that the call has. */

let product: Product;
let ada: Visitor;
beforeAll(async () => void (product = await startProduct()));
beforeEach(async () => void (ada = await product.signIn(`${crypto.randomUUID()}@example.com`)));
afterAll(() => product.close());

const handOver = { audience: { id: "an-app" }, codeChallenge: "a challenge" };

const nothing = async () => {};
const lockAccount = (other: Trx) =>
  sql`SELECT FROM users WHERE id = ${ada.user.id} FOR NO KEY UPDATE`.execute(other);
const endSessions = (other: Trx) =>
  sql`DELETE FROM sessions WHERE user_id = ${ada.user.id}`.execute(other);

async function makeToken(): Promise<string> {
  const made = await generateOneTimeToken(product.auth, ada, {
    audience: null,
    codeChallenge: null,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.token;
}

async function sessionsOf({ user }: Visitor): Promise<number> {
  const { rows } = await sql`SELECT FROM sessions WHERE user_id = ${user.id}`.execute(
    product.owner,
  );
  return rows.length;
}

it("a sign-out doesn't wait for a redemption that waits for the account, and leaves no session", async () => {
  const redemption = { token: await makeToken(), audience: null, codeVerifier: null };
  const [redeemed] = await between(
    product.owner,
    lockAccount,
    async () => {
      const redeeming = verifyOneTimeToken(product.auth, redemption, ANEW);
      await expect.poll(() => waiting(product.owner)).toBe(1);
      return Promise.all([redeeming, endSession(product.auth, ada.secret)]);
    },
    () => expect.poll(() => sessionsOf(ada)).toBe(0),
  );
  expect(redeemed).toMatchObject({ ok: false, reason: "INVALID_TOKEN" });
  expect(await sessionsOf(ada)).toBe(0);
});

it("ending all sessions while one is handed over locks neither out", async () => {
  const redemption = { token: await makeToken(), audience: null, codeVerifier: null };
  const redeemed = await between(
    product.owner,
    lockAccount,
    () => verifyOneTimeToken(product.auth, redemption, ANEW),
    endSessions,
  );
  expect(redeemed).toMatchObject({ ok: false, reason: "INVALID_TOKEN" });
});

it("if two devices each end all other sessions, one of the two ends", async () => {
  for (let round = 0; round < 10; round++) {
    const phone = await product.signIn(ada.user.email);
    const laptop = await product.signIn(ada.user.email);
    const devices = [phone, laptop].map((device) => revokeOtherSessions(product.auth, device));
    await Promise.all(devices);
    expect(await sessionsOf(ada)).toBe(1);
  }
});

it("ending all others waits for a session that is just starting, and ends it", async () => {
  const start = async (other: Trx) => {
    await lockAccount(other);
    await sql`
      INSERT INTO sessions (secret_hash, user_id, epoch, expires_at, absolute_expires_at)
      SELECT '\x01', user_id, epoch, expires_at, absolute_expires_at FROM sessions
      WHERE user_id = ${ada.user.id}`.execute(other);
  };
  const ended = await between(
    product.owner,
    start,
    () => revokeOtherSessions(product.auth, ada),
    nothing,
  );
  expect(ended).toBe(1);
  expect(await sessionsOf(ada)).toBe(1);
});

it("a password isn't changed in a session that is being ended, and nobody is locked out", async () => {
  const change = { newPassword: "a friendly phrase of mine", currentPassword: null };
  const changed = await between(
    product.owner,
    (other) =>
      sql`UPDATE users SET session_epoch = session_epoch + 1 WHERE id = ${ada.user.id}`.execute(
        other,
      ),
    () => changePassword(product.auth, ada, change, ada.start),
    endSessions,
  );
  expect(changed).toMatchObject({ ok: false, reason: "UNAUTHENTICATED" });
});

it("of two changes of a password with one session's secret, one is made", async () => {
  const changes = ["a friendly phrase of mine", "another friendly phrase"].map((newPassword) =>
    changePassword(product.auth, ada, { newPassword, currentPassword: null }, ada.start),
  );
  const made = (await Promise.all(changes)).filter(({ ok }) => ok);
  expect(made).toHaveLength(1);
  const [change] = made;
  expect(change?.ok && (await findSession(product.auth, change.secret))).toMatchObject({
    user: { id: ada.user.id },
  });
});

it("a session is read from one snapshot while its account's other sessions are ended", async () => {
  const found = await between(
    product.owner,
    (other) => sql`LOCK TABLE users IN ACCESS EXCLUSIVE MODE`.execute(other),
    () => findSession(product.auth, ada.secret),
    async (other) => {
      await sql`UPDATE users SET session_epoch = 7 WHERE id = ${ada.user.id}`.execute(other);
      await sql`UPDATE sessions SET epoch = 7 WHERE user_id = ${ada.user.id}`.execute(other);
    },
  );
  expect(found?.user.id).toBe(ada.user.id);
});

it("making a token while the address changes leads to no deadlock", async () => {
  const made = await between(
    product.owner,
    (other) =>
      sql`UPDATE users SET email = ${`new.${ada.user.email}`} WHERE id = ${ada.user.id}`.execute(
        other,
      ),
    () => generateOneTimeToken(product.auth, ada, handOver),
    endSessions,
  );
  // It was the caller's session when it was asked; nobody can redeem it now.
  if (made.ok)
    expect(
      await verifyOneTimeToken(
        product.auth,
        { token: made.token, audience: { id: "an-app" }, codeVerifier: "unknown" },
        ANEW,
      ),
    ).toMatchObject({ ok: false });
});

it("a code that an app is just getting ends with the consent", async () => {
  await giveConsent(product.auth, ada, { id: "an-app" });
  const given = await between(
    product.owner,
    (other) =>
      sql`
        INSERT INTO tokens (id, purpose, collection, user_id, session_id, audience, code_challenge, token_hash, token_expires_at)
        VALUES (gen_random_uuid(), 'one-time-token', 'users', ${ada.user.id}, ${ada.session.id}, 'an-app', 'a challenge',
          '\x02', now() + interval '1 minute')`.execute(other),
    () => withdrawConsent(product.auth, ada, "an-app"),
    nothing,
  );
  expect(given).toBe(true);
  const { rows } =
    await sql`SELECT FROM tokens WHERE audience = 'an-app' AND user_id = ${ada.user.id}`.execute(
      product.owner,
    );
  expect(rows).toHaveLength(0);
});
