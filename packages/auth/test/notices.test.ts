import { randomUUID } from "node:crypto";
import type { MailKind, NoticeMail } from "@watchword/db/mail-queue";
import { timeOf } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../src/client.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { rememberDevice } from "../src/guess-budget/device-cookie.ts";
import { changePassword, signInWithPassword } from "../src/flows/password/password.ts";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import type { Call } from "./processes/caller.ts";
import { startFleet } from "./processes/fleet.ts";
import { ANEW, LAPTOP, type Product, SECRET, startProduct, type Visitor } from "./product.ts";

let product: Product;
let email: string;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => void (email = `${randomUUID()}@example.com`));
afterAll(() => product.close());

async function signInBy(client: Client, previousSecret: string | null = null) {
  const { otpId, code } = await product.requestAndRead(email);
  const credential = { challenge: otpId, code };
  const signedIn = await signInWithEmailOtp(product.auth, credential, { client, previousSecret });
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return signedIn;
}

/** By Postgres's clock, which is the product's, rounded up as a sign-in rounds it. */
const now = async () => (await timeOf(product.auth.db)).getTime() + 1;

/** Of an account, the mails of a kind: how many events each stands for, and in how many seconds it is due. */
async function noticesOf(userId: string, kind: MailKind) {
  const { rows } = await sql<{ id: string; repeats: number; due: number }>`
    SELECT mails.id, repeats, round(extract(epoch FROM run_at - created_at))::integer AS due
    FROM mails
    WHERE user_id = ${userId} AND kind = ${kind} ORDER BY mails.created_at, repeats`.execute(
    product.auth.db,
  );
  return rows;
}

const countOf = async (userId: string, kind: MailKind = "new-sign-in") =>
  (await noticesOf(userId, kind)).length;

describe("a sign-in", () => {
  it("leads to a notice from the second on if the device presents no cookie, whatever its user agent", async () => {
    const { user } = await signInBy(LAPTOP);
    expect(await countOf(user.id)).toBe(0);
    await signInBy({ ...LAPTOP, ip: "192.0.2.1" });
    expect(await countOf(user.id)).toBe(1);
    await signInBy({ ...LAPTOP, userAgent: "Made-Up/1.0" });
    expect(await countOf(user.id)).toBe(2);
  });

  it("leads to no notice if the device has the account's cookie, by code, link or password", async () => {
    const { user } = await signInBy(LAPTOP);
    const client = {
      ...LAPTOP,
      deviceCookie: await rememberDevice(product.auth, user, null, await now()),
    };
    await signInBy(client);
    await signInBy({ ...client, userAgent: "Another/2.0", ip: "192.0.2.1" });
    const { token } = await product.requestAndRead(email);
    await signInWithEmailOtp(product.auth, { token }, { client, previousSecret: null });
    const change = { newPassword: "seven lamps over the harbour", currentPassword: null };
    const own = await product.signIn(email);
    await changePassword(product.auth, own, change, { client, previousSecret: own.secret });
    const before = await countOf(user.id);
    const credentials = { email, collection: "users", password: change.newPassword };
    const deviceCookie = await rememberDevice(product.auth, user, null, await now());
    const start = { client: { ...client, deviceCookie }, previousSecret: null };
    expect(await signInWithPassword(product.auth, credentials, start)).toMatchObject({ ok: true });
    expect(await countOf(user.id)).toBe(before);
    const elsewhere = { client: LAPTOP, previousSecret: null };
    await signInWithPassword(product.auth, credentials, elsewhere);
    expect(await countOf(user.id)).toBe(before + 1);
  });

  it("leads to a notice if the cookie is older than a change of credentials, the account or half a year", async () => {
    const { user, secret, session } = await signInBy(LAPTOP);
    const at = Date.parse(session.lastSeenAt) + 1;
    const deviceCookie = await rememberDevice(product.auth, user, null, at);
    const change = { newPassword: "seven lamps over the harbour", currentPassword: null };
    const start = { client: LAPTOP, previousSecret: secret };
    const changed = await changePassword(product.auth, { user, session }, change, start);
    if (!changed.ok) throw new Error(changed.reason);
    expect(await countOf(user.id)).toBe(0);
    await signInBy({ ...LAPTOP, deviceCookie });
    expect(await countOf(user.id)).toBe(1);
    const since = Date.parse(changed.session.lastSeenAt) + 1;
    const renewed = await rememberDevice(product.auth, user, deviceCookie, since);
    await signInBy({ ...LAPTOP, deviceCookie: renewed });
    expect(await countOf(user.id)).toBe(1);

    await product.owner.deleteFrom("users").where("id", "=", user.id).execute();
    const again = await signInBy({ ...LAPTOP, deviceCookie: renewed });
    await signInBy({ ...LAPTOP, deviceCookie: renewed });
    expect(await countOf(again.user.id)).toBe(1);
    // A cookie's age is judged by the process's clock, and the account's by Postgres's.
    const earlier = Math.min(Date.now(), await now());
    const old = await rememberDevice(product.auth, user, null, earlier - 181 * 86_400_000);
    await product.passTime(182 * 86_400);
    await signInBy({ ...LAPTOP, deviceCookie: old });
    expect(await countOf(again.user.id)).toBe(2);
  });

  it("leads to a notice if the cookie is another account's, or forged", async () => {
    const { user } = await signInBy(LAPTOP);
    const stranger = { collection: "users", email: "somebody-else@example.com" };
    const deviceCookie = await rememberDevice(product.auth, stranger, null, await now());
    await signInBy({ ...LAPTOP, deviceCookie });
    const own = Buffer.from(
      await rememberDevice(product.auth, user, null, await now()),
      "base64url",
    );
    own[87] = (own[87] ?? 0) ^ 1;
    await signInBy({ ...LAPTOP, deviceCookie: own.toString("base64url") });
    expect(await countOf(user.id)).toBe(2);
    const both = await rememberDevice(product.auth, user, deviceCookie, await now());
    await signInBy({ ...LAPTOP, deviceCookie: both });
    expect(await countOf(user.id)).toBe(2);
  });

  it("leads to no notice if it renews a session of the account", async () => {
    const { user, secret } = await signInBy(LAPTOP);
    await signInBy(LAPTOP, secret);
    expect(await countOf(user.id)).toBe(0);
  });
});

describe("notices of one kind to one account", () => {
  it("are three in an hour, and then one that sums up the rest", async () => {
    const { user } = await signInBy(LAPTOP);
    for (let time = 0; time < 25; time++) await signInBy(LAPTOP);
    const notices = await noticesOf(user.id, "new-sign-in");
    expect(notices.map(({ repeats }) => repeats)).toEqual([0, 0, 0, 22]);
    expect(notices.slice(0, 3).map(({ due }) => due)).toEqual([0, 0, 0]);
    expect(notices[3]?.due).toBeGreaterThan(3_540);
    const mail = await resolveMail(product.auth, "https://watchword.test", notices[3]?.id ?? "");
    expect((mail as NoticeMail).repeats).toBe(22);

    await product.passTime(3_600);
    await signInBy(LAPTOP);
    expect(await countOf(user.id)).toBe(5);
  });

  it("don't reduce the three of another kind", async () => {
    let visitor: Visitor = await product.signIn(email);
    for (let time = 0; time < 5; time++) await signInBy(LAPTOP);
    for (let time = 0; time < 5; time++) {
      const change = { newPassword: `seven lamps over harbour ${time}`, currentPassword: null };
      const changed = await changePassword(product.auth, visitor, change, visitor.start);
      if (!changed.ok) throw new Error(changed.reason);
      const start = { client: LAPTOP, previousSecret: changed.secret };
      visitor = { ...visitor, session: changed.session, secret: changed.secret, start };
    }
    const repeats = (await noticesOf(visitor.user.id, "password-changed")).map(
      (notice) => notice.repeats,
    );
    expect(repeats).toEqual([0, 0, 0, 2]);
    expect(await countOf(visitor.user.id)).toBe(4);
  });

  it("are counted exactly when twenty sign in at once over two processes", async () => {
    const { user } = await signInBy(LAPTOP);
    const challenges = await Promise.all(
      Array.from({ length: 20 }, () => product.requestAndRead(email)),
    );
    const orders = { databaseUrl: product.databaseUrl, secret: SECRET };
    const fleet = await startFleet([orders, orders]);
    const calls = challenges.map(({ otpId, code }): Call => ({ kind: "code", otpId, code }));
    const answers = await fleet.call(calls);
    await fleet.stop();
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const notices = await noticesOf(user.id, "new-sign-in");
    const repeats = notices.map((notice) => notice.repeats).toSorted((a, b) => a - b);
    expect(repeats).toEqual([0, 0, 0, 17]);
  });

  it("are deleted with the account, and a new account with the address starts from zero", async () => {
    const { user } = await signInBy(LAPTOP);
    await product.owner.deleteFrom("users").where("id", "=", user.id).execute();
    const again = await product.signIn(email);
    expect(again.start).not.toEqual(ANEW);
    expect(await countOf(again.user.id)).toBe(0);
  });
});
