import { challengeStatus } from "../src/challenge/status.ts";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { passwordToken } from "../src/tokens/tokens.ts";
import { ANEW, LAPTOP, type Product, startProduct, wrongCode } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({
    policy: { collections: { staff: { signUp: false } } },
  });
});
afterAll(() => product.close());

const signIn = (otpId: string, code: string, start = ANEW) =>
  signInWithEmailOtp(product.auth, { challenge: otpId, code }, start);
const signInWithLink = (token: string, start = ANEW) =>
  signInWithEmailOtp(product.auth, { token }, start);

describe("signing in by email refuses", () => {
  it("a wrong code, five times; then also the right one, while the link still works", async () => {
    const { otpId, code, token } = await product.requestAndRead();
    for (let guess = 1; guess <= 5; guess++) {
      expect(await signIn(otpId, wrongCode(code, guess))).toMatchObject({
        reason: "INVALID_TOKEN",
      });
    }
    expect(await signIn(otpId, code)).toEqual({ ok: false, reason: "TOO_MANY_ATTEMPTS" });
    expect(await signInWithLink(token)).toMatchObject({ ok: true });
  });

  it("an expired code while the link is live; then the link, with EXPIRED_TOKEN for a day", async () => {
    const { otpId, code, token } = await product.requestAndRead();
    await product.passTime(601);
    expect(await signIn(otpId, code)).toEqual({ ok: false, reason: "EXPIRED_TOKEN" });
    expect(await inspectLink(product.auth, "email-otp", token)).toMatchObject({ state: "live" });
    await product.passTime(600);
    expect(await signInWithLink(token)).toEqual({ ok: false, reason: "EXPIRED_TOKEN" });
    expect(await inspectLink(product.auth, "email-otp", token)).toEqual({ state: "expired" });
  });

  it("a used code as used and not as expired, and an expired one as expired and not for its attempts", async () => {
    const used = await product.requestAndRead();
    await signIn(used.otpId, used.code);
    const spent = await product.requestAndRead();
    for (let guess = 1; guess <= 5; guess++)
      await signIn(spent.otpId, wrongCode(spent.code, guess));
    await product.passTime(601);
    expect(await signIn(used.otpId, used.code)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn(spent.otpId, spent.code)).toMatchObject({ reason: "EXPIRED_TOKEN" });
  });

  it("a code of another challenge, which isn't used up by that", async () => {
    const one = await product.requestAndRead("one@example.com");
    const two = await product.requestAndRead("two@example.com");
    if (one.code !== two.code) {
      expect(await signIn(one.otpId, two.code)).toMatchObject({ reason: "INVALID_TOKEN" });
    }
    expect(await signIn(two.otpId, two.code)).toMatchObject({ ok: true });
    expect(await signIn(one.otpId, one.code)).toMatchObject({ ok: true });
  });

  it("a code or a link of another purpose, which isn't used up by that", async () => {
    const user = await product.auth.createUser({ email: "purpose@example.com" });
    const verification = passwordToken(product.auth, "email-verification", { expiresIn: 600 });
    const code = await verification.issue(user.userId);
    const row = await product.auth.db
      .selectFrom("tokens")
      .select("id")
      .where("user_id", "=", user.userId)
      .executeTakeFirstOrThrow();
    expect(await signIn(row.id, code.toString())).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await verification.validate(code.toString(), user.userId)).toMatchObject({
      userId: user.userId,
    });
  });

  it.each(["", "x", "__proto__", "' OR 1=1 --", "0".repeat(512), crypto.randomUUID()])(
    "the unknown challenge %j",
    async (otpId) => {
      expect(await signIn(otpId, "123456")).toEqual({ ok: false, reason: "INVALID_TOKEN" });
      expect(await resendChallenge(product.auth, "email-otp", otpId)).toEqual({
        ok: false,
        reason: "INVALID_TOKEN",
      });
      expect(await challengeStatus(product.auth, "email-otp", otpId)).toEqual({
        ok: false,
        reason: "INVALID_TOKEN",
      });
    },
  );

  it("a sign-up in a closed collection: no mail is sent, and even the right code is refused", async () => {
    const staff = { collection: "staff", phrase: false, next: null, client: LAPTOP };
    const stranger = await requestEmailOtp(product.auth, {
      email: "stranger@example.com",
      ...staff,
    });
    expect(await product.readMail(stranger.otpId)).toBeNull();

    await product.auth.createUser({ email: "member@example.com", collection: "staff" });
    const member = await requestEmailOtp(product.auth, { email: "member@example.com", ...staff });
    const mail = await product.readMail(member.otpId);
    await product.owner.deleteFrom("users").where("email", "=", "member@example.com").execute();
    expect(await signIn(member.otpId, mail?.code?.digits ?? "")).toMatchObject({
      reason: "INVALID_TOKEN",
    });
  });

  it("a disabled account, by code and by link, although it gets the mail like anybody", async () => {
    const { user } = await product.signIn("disabled@example.com");
    const { otpId, code, token } = await product.requestAndRead("disabled@example.com");
    await product.owner
      .updateTable("users")
      .set({ disabled_at: new Date() })
      .where("id", "=", user.id)
      .execute();
    expect(await product.readMail(otpId)).toMatchObject({ to: "disabled@example.com" });
    expect(await signIn(otpId, code)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signInWithLink(token)).toMatchObject({ reason: "INVALID_TOKEN" });
  });
});
