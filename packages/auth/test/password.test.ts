import { inspectLink } from "../src/challenge/inspect-link.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChallengeMail } from "@watchword/db/mail-queue";
import {
  confirmSignUp,
  requestSignUp,
  signInWithPassword,
} from "../src/flows/password/password.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf, wrongCode } from "./product.ts";

const GOOD = "a long and friendly phrase";
let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { collections: { staff: { signUp: false } } } });
});
afterAll(() => product.close());

async function askToSignUp(email: string, collection = "users") {
  const { otpId } = await requestSignUp(product.auth, { email, collection, client: LAPTOP });
  const mail = (await product.newestMail("password-sign-up")) as ChallengeMail;
  return { otpId, mail, code: mail?.code?.digits ?? "", token: mail?.link ? tokenOf(mail) : "" };
}
const confirm = (otpId: string, code: string, password = GOOD) =>
  confirmSignUp(product.auth, { challenge: otpId, code }, password, ANEW);
const signIn = (email: string, password: string, collection = "users") =>
  signInWithPassword(product.auth, { email, collection, password }, ANEW);
const users = async (email: string) =>
  product.auth.db.selectFrom("users").selectAll().where("email", "=", email).execute();

describe("signing up with a password", () => {
  it("asks for the address first, then takes code and password together", async () => {
    const { otpId, code } = await askToSignUp("new@example.com");
    expect(await users("new@example.com")).toEqual([]);
    const result = await confirm(otpId, code);
    expect(result).toMatchObject({
      ok: true,
      user: { email: "new@example.com", emailVerified: true, hasPassword: true },
    });
    expect(await confirm(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn("new@example.com", GOOD)).toMatchObject({ ok: true });
  });

  it("or the link instead of the code", async () => {
    const { token } = await askToSignUp("by-link@example.com");
    expect(await inspectLink(product.auth, "password-sign-up", token)).toMatchObject({
      state: "live",
    });
    expect(await confirmSignUp(product.auth, { token }, GOOD, ANEW)).toMatchObject({ ok: true });
    expect(await inspectLink(product.auth, "password-sign-up", token)).toEqual({ state: "used" });
  });

  it("keeps the code when the password is weak, and judges the code first", async () => {
    const { otpId, code } = await askToSignUp("weak@example.com");
    for (const [password, weakness] of [
      ["short", "too short"],
      ["x".repeat(257), "too long"],
      ["password1", "common"],
      ["aaaaaaaaaa", "common"],
      ["weak@example.com", "contextual"],
      ["watchword!", "contextual"],
    ] as const) {
      expect(await confirm(otpId, code, password)).toEqual({
        ok: false,
        reason: "WEAK_PASSWORD",
        weakness,
      });
    }
    expect(await confirm(otpId, wrongCode(code), "short")).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    expect(await confirm(otpId, code)).toMatchObject({ ok: true });
  });

  it("counts wrong codes like any other flow", async () => {
    const { otpId, code, token } = await askToSignUp("guess@example.com");
    for (let guess = 1; guess <= 5; guess++) await confirm(otpId, wrongCode(code, guess));
    expect(await confirm(otpId, code)).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
    expect(await confirmSignUp(product.auth, { token }, GOOD, ANEW)).toMatchObject({ ok: true });
  });

  it("tells a known address that it has an account, and answers the asker the same", async () => {
    await product.signIn("known@example.com");
    const known = await requestSignUp(product.auth, {
      email: "known@example.com",
      collection: "users",
      client: LAPTOP,
    });
    expect(await product.newestMail("password-sign-up")).toMatchObject({
      kind: "account-exists",
      to: "known@example.com",
      code: { digits: expect.stringMatching(/^\d{6}$/) },
      link: { url: expect.stringMatching(/^https:\/\/watchword\.test\/sign-up\/link\/./) },
      resetUrl: "https://watchword.test/password-reset",
    });
    const unknown = await requestSignUp(product.auth, {
      email: "nobody@example.com",
      collection: "users",
      client: LAPTOP,
    });
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
  });

  it("signs in to the account that the address has by then, and leaves its password as it is", async () => {
    const { otpId, code } = await askToSignUp("overtaken@example.com");
    await product.signIn("overtaken@example.com");
    expect(await confirm(otpId, wrongCode(code))).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await confirm(otpId, code)).toMatchObject({ ok: true, existing: true });
    expect(await confirm(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await users("overtaken@example.com")).toMatchObject([{ password_hash: null }]);
  });

  it("signs in to that account by its link too, which needs no password then", async () => {
    const { token } = await askToSignUp("linked@example.com");
    const inspect = () => inspectLink(product.auth, "password-sign-up", token);
    const confirmByLink = () => confirmSignUp(product.auth, { token }, null, ANEW);
    expect(await inspect()).toMatchObject({ state: "live", existing: false });
    expect(await confirmByLink()).toMatchObject({ reason: "WEAK_PASSWORD", weakness: "short" });
    await product.signIn("linked@example.com");
    expect(await inspect()).toMatchObject({ state: "live", existing: true });
    expect(await confirmByLink()).toMatchObject({ ok: true, existing: true });
    expect(await confirmByLink()).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("refuses the code of a disabled account", async () => {
    const { otpId, code } = await askToSignUp("turned-off@example.com");
    await product.signIn("turned-off@example.com");
    await product.owner
      .updateTable("users")
      .set({ disabled_at: new Date() })
      .where("email", "=", "turned-off@example.com")
      .execute();
    expect(await confirm(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("sends nothing to a stranger of a closed collection", async () => {
    await requestSignUp(product.auth, {
      email: "stranger@example.com",
      collection: "staff",
      client: LAPTOP,
    });
    expect(await product.newestMail("password-sign-up")).toBeNull();
  });

  it("mails the same code again", async () => {
    const { otpId, code } = await askToSignUp("resent@example.com");
    await product.passTime(30);
    expect(await resendChallenge(product.auth, "password-sign-up", otpId)).toMatchObject({
      ok: true,
    });
    expect(await product.newestMail("password-sign-up")).toMatchObject({ code: { digits: code } });
  });
});

describe("signing in with a password", () => {
  beforeAll(async () => {
    await product.auth.createUser({ email: "ada@example.com", emailVerified: true });
    await product.auth.updateKeyPassword("email", "ada@example.com", GOOD);
  });

  it("takes the password in any Unicode spelling", async () => {
    await product.auth.createUser({ email: "unicode@example.com" });
    await product.auth.updateKeyPassword(
      "email",
      "unicode@example.com",
      "caf\u00e9 au lait, s'il vous pla\u00eet",
    );
    expect(
      await signIn("unicode@example.com", "cafe\u0301 au lait, s'il vous plai\u0302t"),
    ).toMatchObject({ ok: true });
  });

  it.each([
    ["a wrong password", "ada@example.com", "not the phrase"],
    ["an unknown address", "nobody@example.com", GOOD],
    ["an account without a password", "codes-only@example.com", GOOD],
    ["an overlong password", "ada@example.com", GOOD.repeat(20)],
    ["an empty password", "ada@example.com", ""],
  ])("answers %s the same", async (_, email, password) => {
    await product.auth.createUser({ email: "codes-only@example.com" }).catch(() => {});
    expect(await signIn(email, password)).toEqual({ ok: false, reason: "INVALID_CREDENTIALS" });
  });

  it("answers another collection's and a disabled account the same", async () => {
    expect(await signIn("ada@example.com", GOOD, "staff")).toMatchObject({
      reason: "INVALID_CREDENTIALS",
    });
    await product.auth.createUser({ email: "disabled@example.com" });
    await product.auth.updateKeyPassword("email", "disabled@example.com", GOOD);
    await product.owner
      .updateTable("users")
      .set({ disabled_at: new Date() })
      .where("email", "=", "disabled@example.com")
      .execute();
    expect(await signIn("disabled@example.com", GOOD)).toMatchObject({
      reason: "INVALID_CREDENTIALS",
    });
  });

  it("hashes again where the parameters have risen", async () => {
    await product.auth.createUser({ email: "old-hash@example.com" });
    await product.auth.updateKeyPassword("email", "old-hash@example.com", GOOD);
    const cheaper = await cheapHash(GOOD);
    await product.owner
      .updateTable("users")
      .set({ password_hash: cheaper })
      .where("email", "=", "old-hash@example.com")
      .execute();
    expect(await signIn("old-hash@example.com", GOOD)).toMatchObject({ ok: true });
    const [row] = await users("old-hash@example.com");
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await signIn("old-hash@example.com", GOOD)).toMatchObject({ ok: true });
  });

  it("takes a hash of another kind for no password, and no fault", async () => {
    await product.auth.createUser({ email: "bcrypt@example.com" });
    const imported = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    await product.owner
      .updateTable("users")
      .set({ password_hash: imported })
      .where("email", "=", "bcrypt@example.com")
      .execute();
    expect(await signIn("bcrypt@example.com", GOOD)).toEqual({
      ok: false,
      reason: "INVALID_CREDENTIALS",
    });
  });

  it("refuses rather than queues without end", async () => {
    const { passwords } = product.auth;
    const crowding = new AbortController();
    const crowd = Array.from({ length: 70 }, async () => {
      while (!crowding.signal.aborted)
        if ((await passwords.verify("not the phrase", null)) === null) await nextTurn();
    });
    expect(await signIn("ada@example.com", GOOD)).toEqual({ ok: false, reason: "UNAVAILABLE" });
    crowding.abort();
    await Promise.all(crowd);
    expect(await signIn("ada@example.com", GOOD)).toMatchObject({ ok: true });
  });
});

async function cheapHash(password: string): Promise<string> {
  const { argon2Sync, randomBytes } = await import("node:crypto");
  const nonce = randomBytes(16);
  const tag = argon2Sync("argon2id", {
    message: password,
    nonce,
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const base64 = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=8192,t=1,p=1$${base64(nonce)}$${base64(tag)}`;
}
