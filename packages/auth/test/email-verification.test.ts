import type { ChallengeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "../src/flows/email-verification/email-verification.ts";
import { findSession, type SignedIn } from "../src/session/session.ts";
import { LAPTOP, type Product, startProduct, tokenOf, wrongCode } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

describe("proving the address of an account", () => {
  async function unproven(): Promise<SignedIn> {
    const { userId } = await product.auth.createUser({ email: anybody() });
    const found = await findSession(
      product.auth,
      (await product.auth.createSession(userId)).toString(),
    );
    if (!found) throw new Error("The session is over.");
    return found;
  }
  async function ask(signedIn: SignedIn) {
    const asked = await requestEmailVerification(product.auth, signedIn, LAPTOP);
    if (!asked.ok) throw new Error(asked.reason);
    const { otpId } = asked.challenge;
    const mail = (await product.newestMail("email-verification")) as ChallengeMail;
    return { otpId, code: mail.code?.digits ?? "", token: tokenOf(mail) };
  }

  it("works by code and by link, only in a session of that account", async () => {
    const [ada, eve] = [await unproven(), await unproven()];
    const first = await ask(ada);
    const credential = { challenge: first.otpId, code: first.code };
    expect(
      await confirmEmailVerification(product.auth, eve, { token: first.token }, LAPTOP),
    ).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await confirmEmailVerification(product.auth, eve, credential, LAPTOP)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    expect(await confirmEmailVerification(product.auth, ada, credential, LAPTOP)).toMatchObject({
      ok: true,
      user: { emailVerified: true },
    });
    const { token } = await ask(eve);
    expect(await confirmEmailVerification(product.auth, eve, { token }, LAPTOP)).toMatchObject({
      ok: true,
    });
  });

  it("voids the password and the other sessions that existed before, and keeps this one", async () => {
    const { userId, email } = await product.auth.createUser({ email: anybody() });
    await product.auth.updateKeyPassword("email", email, "whoever imported this");
    const planted = (await product.auth.createSession(userId)).toString();
    const own = (await product.auth.createSession(userId)).toString();
    const ada = (await findSession(product.auth, own)) as SignedIn;
    const { otpId, code } = await ask(ada);
    const proven = await confirmEmailVerification(
      product.auth,
      ada,
      { challenge: otpId, code },
      LAPTOP,
    );
    expect(proven).toMatchObject({ user: { hasPassword: false } });
    expect(await findSession(product.auth, own)).not.toBeNull();
    expect(await findSession(product.auth, planted)).toBeNull();
  });

  it("counts wrong codes", async () => {
    const ada = await unproven();
    const { otpId, code } = await ask(ada);
    for (let guess = 1; guess <= 5; guess++) {
      await confirmEmailVerification(
        product.auth,
        ada,
        {
          challenge: otpId,
          code: wrongCode(code, guess),
        },
        LAPTOP,
      );
    }
    const credential = { challenge: otpId, code };
    expect(await confirmEmailVerification(product.auth, ada, credential, LAPTOP)).toMatchObject({
      reason: "TOO_MANY_ATTEMPTS",
    });
  });
});
