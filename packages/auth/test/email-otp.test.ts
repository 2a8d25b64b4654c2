import { inspectLink } from "../src/challenge/inspect-link.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { findSession } from "../src/session/session.ts";
import { ANEW, LAPTOP, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const signIn = (otpId: string, code: string, start = ANEW) =>
  signInWithEmailOtp(product.auth, { challenge: otpId, code }, start);
const signInWithLink = (token: string, start = ANEW) =>
  signInWithEmailOtp(product.auth, { token }, start);

async function signedIn(email?: string) {
  const { otpId, code } = await product.requestAndRead(email);
  const result = await signIn(otpId, code);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

describe("signing in with an emailed code", () => {
  it("works by requesting a mail, reading it and typing the code", async () => {
    const challenge = await product.request("grace@example.com");
    expect(challenge).toMatchObject({
      codeLength: 6,
      phrase: expect.stringMatching(/^[a-z]+ [a-z]+$/),
    });
    const mail = await product.readMail(challenge.otpId);
    expect(mail).toMatchObject({
      to: "grace@example.com",
      phrase: challenge.phrase,
      requestedBy: { browser: "Firefox", os: "macOS", place: "198.51.100.x" },
    });

    const result = await signIn(challenge.otpId, mail?.code?.digits ?? "");
    expect(result).toMatchObject({
      ok: true,
      user: { email: "grace@example.com", emailVerified: true, hasPassword: false },
      session: { current: true, audience: null, ip: LAPTOP.ip },
    });
    if (!result.ok) return;
    expect(await findSession(product.auth, result.secret)).toMatchObject({
      user: { id: result.user.id },
    });
  });

  it("leads the same address to the same account", async () => {
    const first = await signedIn("twice@example.com");
    const second = await signedIn("twice@example.com");
    expect(second.user.id).toBe(first.user.id);
    expect(second.session.id).not.toBe(first.session.id);
  });

  it("accepts the link instead of the code, and then neither again", async () => {
    const { otpId, code, token } = await product.requestAndRead();
    expect(await inspectLink(product.auth, "email-otp", token)).toMatchObject({
      state: "live",
      email: "ada@example.com",
      next: null,
    });
    expect(await signInWithLink(token)).toMatchObject({ ok: true });
    expect(await signInWithLink(token)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(await signIn(otpId, code)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(await inspectLink(product.auth, "email-otp", token)).toEqual({ state: "used" });
  });

  it("renews the session of a browser that signs in again, under a new secret", async () => {
    const before = await signedIn("again@example.com");
    const { otpId, code } = await product.requestAndRead("again@example.com");
    const after = await signIn(otpId, code, { ...ANEW, previousSecret: before.secret });
    expect(after).toMatchObject({ ok: true, session: { id: before.session.id } });
    expect(await findSession(product.auth, before.secret)).toBeNull();
  });

  it("ends the session that a browser held for somebody else", async () => {
    const other = await signedIn("other@example.com");
    const { otpId, code } = await product.requestAndRead("next@example.com");
    await signIn(otpId, code, { ...ANEW, previousSecret: other.secret });
    expect(await findSession(product.auth, other.secret)).toBeNull();
  });
});

describe("the first proof of an address", () => {
  it("voids the password and sessions that an unproven account had before", async () => {
    const planted = await product.auth.createUser({ email: "victim@example.com" });
    await product.owner
      .updateTable("users")
      .set({ password_hash: "the attacker's" })
      .where("id", "=", planted.id)
      .execute();
    const attacker = await product.auth.createSession(planted.userId);
    expect(await findSession(product.auth, attacker.toString())).not.toBeNull();

    const victim = await signedIn("victim@example.com");
    expect(victim.user).toMatchObject({ id: planted.id, hasPassword: false, emailVerified: true });
    expect(await findSession(product.auth, attacker.toString())).toBeNull();
    expect(await findSession(product.auth, victim.secret)).not.toBeNull();
  });

  it("leaves a proven account's other sessions alone", async () => {
    const first = await signedIn("proven@example.com");
    await signedIn("proven@example.com");
    expect(await findSession(product.auth, first.secret)).not.toBeNull();
  });
});
