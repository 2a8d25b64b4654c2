import { inspectLink } from "../src/challenge/inspect-link.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
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
      existing: false,
      user: { email: "new@example.com", emailVerified: true, hasPassword: true },
    });
    expect(await confirm(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn("new@example.com", GOOD)).toMatchObject({ ok: true });
  });

  it("accepts the link instead of the code", async () => {
    const { token } = await askToSignUp("by-link@example.com");
    expect(await inspectLink(product.auth, "password-sign-up", token)).toMatchObject({
      state: "live",
    });
    expect(await confirmSignUp(product.auth, { token }, GOOD, ANEW)).toMatchObject({ ok: true });
    expect(await inspectLink(product.auth, "password-sign-up", token)).toEqual({ state: "used" });
  });

  it("judges the code first, and doesn't use it up if the password is weak", async () => {
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

  it("mails a known address that it has an account, and answers the requester the same", async () => {
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

  it("signs in to an account that the address got in the meantime, and leaves its password as it is", async () => {
    const { otpId, code } = await askToSignUp("overtaken@example.com");
    await product.signIn("overtaken@example.com");
    expect(await confirm(otpId, wrongCode(code))).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await confirm(otpId, code)).toMatchObject({ ok: true, existing: true });
    expect(await confirm(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await users("overtaken@example.com")).toMatchObject([{ password_hash: null }]);
  });

  it("says that it signed in to an account that was made while the password was hashed", async () => {
    const email = "in-between@example.com";
    const racing = await startProduct({
      isBreached: async () => {
        await racing.auth.createUser({ email, emailVerified: true });
        return false;
      },
    });
    const { otpId } = await requestSignUp(racing.auth, {
      email,
      collection: "users",
      client: LAPTOP,
    });
    const { code } = (await racing.newestMail("password-sign-up")) as ChallengeMail;
    const credential = { challenge: otpId, code: code?.digits ?? "" };
    const result = await confirmSignUp(racing.auth, credential, GOOD, ANEW);
    expect(result).toMatchObject({ ok: true, existing: true, user: { hasPassword: false } });
    await racing.close();
  });

  it("signs in to such an account by link too, without a password", async () => {
    const { token } = await askToSignUp("linked@example.com");
    const inspect = () => inspectLink(product.auth, "password-sign-up", token);
    const confirmByLink = () => confirmSignUp(product.auth, { token }, null, ANEW);
    expect(await inspect()).toMatchObject({ state: "live", existing: false });
    expect(await confirmByLink()).toMatchObject({ reason: "WEAK_PASSWORD", weakness: "too short" });
    await product.signIn("linked@example.com");
    expect(await inspect()).toMatchObject({ state: "live", existing: true });
    expect(await confirmByLink()).toMatchObject({ ok: true, existing: true });
    expect(await confirmByLink()).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("refuses the code for a disabled account", async () => {
    const { otpId, code } = await askToSignUp("turned-off@example.com");
    await product.signIn("turned-off@example.com");
    await product.owner
      .updateTable("users")
      .set({ disabled_at: new Date() })
      .where("email", "=", "turned-off@example.com")
      .execute();
    expect(await confirm(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("sends nothing to a stranger in a closed collection", async () => {
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
