import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuth } from "../src/auth.ts";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { endTestSessions } from "../src/clean-up/end-test-sessions.ts";
import { confirmSignUp, requestSignUp } from "../src/flows/password/password.ts";
import { createPolicy } from "../src/policy/policy.ts";
import { findSession } from "../src/session/session.ts";
import { challengeStatus } from "../src/challenge/status.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { ANEW, LAPTOP, type Product, SECRET, startProduct, wrongCode } from "./product.ts";

const CODE = "2030405060";
// The database's clock decides, and it may be years from this process's.
const LIVE = "2999-01-01T00:00:00Z";
const OVER = "2000-01-01T00:00:00Z";

describe("a test account", () => {
  let product: Product;
  beforeAll(async () => {
    const listed = { code: CODE, until: LIVE };
    product = await startProduct({
      policy: {
        testAccounts: [
          { ...listed, email: "Review@example.com" },
          { ...listed, email: "staff@example.com", collection: "staff" },
        ],
        collections: { staff: { signUp: true } },
      },
    });
  });
  afterAll(() => product.close());

  const signIn = (otpId: string, code: string) =>
    signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);

  it("signs in with its own code each time, whose length its challenge shows", async () => {
    for (let time = 0; time < 2; time++) {
      const { otpId, codeLength } = await product.request("review@example.com");
      expect(codeLength).toBe(10);
      expect(await signIn(otpId, CODE)).toMatchObject({
        ok: true,
        user: { email: "review@example.com" },
      });
      expect(await signIn(otpId, CODE), "once").toMatchObject({ reason: "INVALID_TOKEN" });
    }
  });

  it("gets five tries like everybody else", async () => {
    const { otpId } = await product.request("review@example.com");
    for (let guess = 1; guess <= 5; guess++)
      expect(await signIn(otpId, wrongCode(CODE, guess))).toMatchObject({
        reason: "INVALID_TOKEN",
      });
    expect(await signIn(otpId, CODE)).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
  });

  it("is never mailed, and looks as if it were", async () => {
    const { otpId } = await product.request("review@example.com");
    expect(await product.readMail(otpId)).toBeNull();
    await product.auth.db
      .updateTable("mails")
      .set({ state: "skipped" })
      .where("token_id", "=", otpId)
      .execute();
    const standing = await challengeStatus(product.auth, "email-otp", otpId);
    expect(standing).toMatchObject({ status: { delivery: "sent" } });
  });

  it("has its code in its own collection only", async () => {
    const { otpId, codeLength } = await product.request("staff@example.com");
    expect(codeLength).toBe(6);
    expect(await signIn(otpId, CODE)).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("has no fixed code for a change of address, by which another account could get it", async () => {
    const grace = await product.signIn("grace@example.com");
    const change = { email: "review@example.com", client: LAPTOP };
    const asked = await requestEmailChange(product.auth, grace, change);
    if (!asked.ok) throw new Error(asked.reason);
    expect(asked.challenge.codeLength).toBe(6);
    const door = { challenge: asked.challenge.otpId, code: CODE };
    expect(await confirmEmailChange(product.auth, grace, door, grace.start)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
  });

  it("ends on its date, by the database's clock", async () => {
    const over = await startProduct({
      policy: { testAccounts: [{ email: "review@example.com", code: CODE, until: OVER }] },
    });
    const { otpId, codeLength } = await over.request("review@example.com");
    expect(codeLength).toBe(6);
    const tried = await signInWithEmailOtp(over.auth, { challenge: otpId, code: CODE }, ANEW);
    expect(tried).toMatchObject({ reason: "INVALID_TOKEN" });
    await over.close();
  });
});

describe("a policy", () => {
  const listed = { email: "review@example.com", code: CODE, until: "2030-01-01T00:00:00Z" };

  it.each([
    ["without an end", { ...listed, until: undefined as never }, /until/],
    ["with a short code", { ...listed, code: "123456" }, /10 digits/],
    ["with what is no address", { ...listed, email: "review" }, /Not an email address/],
    ["of a collection that isn't there", { ...listed, collection: "guests" }, /guests/],
  ])("is refused if a test account is %s", (_what, account, words) => {
    expect(() => createPolicy({ testAccounts: [account] })).toThrow(words);
  });
});

describe("what a test account makes", () => {
  const listed = { email: "review@example.com", code: "2030405060" };

  it("ends with it: the next clean-up ends its sessions", async () => {
    const policy = { testAccounts: [{ ...listed, until: LIVE }] };
    const product = await startProduct({ policy });
    const { otpId } = await product.request(listed.email);
    const credential = { challenge: otpId, code: listed.code };
    const signedIn = await signInWithEmailOtp(product.auth, credential, ANEW);
    if (!signedIn.ok) throw new Error(signedIn.reason);
    await endTestSessions(product.auth);
    expect(await findSession(product.auth, signedIn.secret)).not.toBeNull();

    const over = { ...policy, testAccounts: [{ ...listed, until: OVER }] };
    const later = createAuth({ database: product.databaseUrl, secret: SECRET, policy: over });
    await endTestSessions(later);
    expect(await findSession(product.auth, signedIn.secret)).toBeNull();
    await later.close();
    await product.close();
  });

  it("includes no password: a sign-up by its code is refused", async () => {
    const product = await startProduct({
      policy: { testAccounts: [{ ...listed, until: LIVE }] },
    });
    const { otpId } = await requestSignUp(product.auth, {
      email: listed.email,
      collection: "users",
      client: LAPTOP,
    });
    const credential = { challenge: otpId, code: listed.code };
    const password = "a long and friendly phrase";
    const tried = await confirmSignUp(product.auth, credential, password, ANEW);
    expect(tried).toMatchObject({ reason: "INVALID_TOKEN" });
    const made = await product.auth.db.selectFrom("users").select("id").execute();
    expect(made).toEqual([]);
    await product.close();
  });
});
