import { challengeStatus } from "../src/challenge/status.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
import { msSince, timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { inOneMoment } from "../src/testing/in-one-moment.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf, wrongCode } from "./product.ts";

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

describe("a resend", () => {
  it("waits its time, then mails the same code with the same counter and expiry", async () => {
    const { db } = product.auth;
    const askedAt = await timeOf(db);
    const challenge = await product.request();
    const first = await product.readMail(challenge.otpId);
    const code = first?.code?.digits ?? "";
    await signIn(challenge.otpId, wrongCode(code));

    const early = await resendChallenge(product.auth, "email-otp", challenge.otpId);
    expect(early).toMatchObject({ ok: false, reason: "RATE_LIMITED" });
    const waitsMs = 30_000 - (await msSince(db, askedAt));
    if (!early.ok) expect(early.retryAfterMs).toBeGreaterThanOrEqual(waitsMs);

    await product.passTime(30);
    const resent = await resendChallenge(product.auth, "email-otp", challenge.otpId);
    expect(resent).toMatchObject({ ok: true, challenge: { phrase: challenge.phrase } });
    const second = await product.readMail(challenge.otpId);
    expect(second?.id).not.toBe(first?.id);
    expect(second?.code?.digits).toBe(code);
    for (let guess = 2; guess <= 5; guess++) await signIn(challenge.otpId, wrongCode(code, guess));
    expect(await signIn(challenge.otpId, code)).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
  });

  it("stops after the fifth mail, and says that no wait brings another", async () => {
    const { otpId } = await product.request();
    for (let mail = 2; mail <= 5; mail++) {
      await product.passTime(30);
      const resent = await resendChallenge(product.auth, "email-otp", otpId);
      expect(resent).toMatchObject({ ok: true });
      if (resent.ok && mail === 5) expect(resent.challenge.resendAt).toBeNull();
    }
    await product.passTime(30);
    expect(await resendChallenge(product.auth, "email-otp", otpId)).toEqual({
      ok: false,
      reason: "RATE_LIMITED",
    });
  });

  it("mails only the link once the attempts are spent", async () => {
    const { otpId, code, token } = await product.requestAndRead();
    for (let guess = 1; guess <= 5; guess++) await signIn(otpId, wrongCode(code, guess));
    await product.passTime(30);
    expect(await resendChallenge(product.auth, "email-otp", otpId)).toMatchObject({
      challenge: { codeLength: null },
    });
    const mail = await product.readMail(otpId);
    expect(mail?.code).toBeNull();
    expect(mail && tokenOf(mail)).toBe(token);
  });

  it("is refused for a used and for an expired challenge", async () => {
    const used = await product.requestAndRead();
    await signIn(used.otpId, used.code);
    const expired = await product.request();
    await product.passTime(600);
    expect(await resendChallenge(product.auth, "email-otp", used.otpId)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    expect(await resendChallenge(product.auth, "email-otp", expired.otpId)).toMatchObject({
      reason: "EXPIRED_TOKEN",
    });
  });
});

describe("the status of a challenge", () => {
  it("follows its newest mail, and is sent if a mail was withheld", async () => {
    const { otpId } = await product.request();
    expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({
      status: { delivery: "queued", consumed: false },
    });
    for (const [state, delivery] of [
      ["skipped", "sent"],
      ["sent", "sent"],
      ["failed", "failed"],
    ] as const) {
      await product.auth.db
        .updateTable("mails")
        .set({ state })
        .where("token_id", "=", otpId)
        .execute();
      expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({
        status: { delivery },
      });
    }
  });

  it("reveals nothing by its timing or state if a mail may be withheld", async () => {
    const ask = (email: string, by: typeof product.auth) =>
      requestEmailOtp(by, {
        email,
        collection: "staff",
        phrase: false,
        next: null,
        client: LAPTOP,
      });
    await product.auth.createUser({ email: "employee@example.com", collection: "staff" });
    const settle = (
      { otpId }: { otpId: string },
      state: "skipped" | "failed",
      { db } = product.auth,
    ) => db.updateTable("mails").set({ state }).where("token_id", "=", otpId).execute();
    const looks = async (challenges: { otpId: string }[], by = product.auth) => {
      const deliveries: unknown[] = [];
      for (const { otpId } of challenges) {
        const result = await challengeStatus(by, "email-otp", otpId);
        deliveries.push(result.ok && result.status.delivery);
      }
      return deliveries;
    };
    const [member, stranger] = await inOneMoment(product.auth.db, async (moment) => {
      const then = { ...product.auth, ...moment };
      const [known, unknown] = [
        await ask("employee@example.com", then),
        await ask("nobody@example.com", then),
      ];
      await settle(unknown, "skipped", then);
      expect(await looks([known, unknown], then)).toEqual(["queued", "queued"]);
      return [known, unknown];
    });
    await product.passTime(2);
    expect(await looks([member, stranger])).toEqual(["sent", "sent"]);
    await settle(member, "failed");
    expect(await looks([member, stranger])).toEqual(["sent", "sent"]);
  });

  it("says that it was consumed, and no longer shows the phrase", async () => {
    const { otpId, token } = await product.requestAndRead();
    await signInWithLink(token);
    const result = await challengeStatus(product.auth, "email-otp", otpId);
    expect(result).toMatchObject({ status: { consumed: true } });
    expect(result.ok && result.status).not.toHaveProperty("phrase");
  });
});
