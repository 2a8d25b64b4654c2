import type { ChallengeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { confirmSignUp, requestSignUp } from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { findSession } from "../src/session/session.ts";
import { ALL, anybody, GOOD, holdEverything, mailedToken } from "./holdings.ts";
import { ANEW, LAPTOP, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

describe("before an address is proven by its owner", () => {
  /** The attacker was here first: an account at the victim's address, with everything it can hold. */
  async function plant() {
    const email = anybody();
    const { userId } = await product.auth.createUser({ email });
    await product.auth.updateKeyPassword("email", email, "the attacker's own password");
    const secret = (await product.auth.createSession(userId)).toString();
    const signedIn = await findSession(product.auth, secret);
    if (!signedIn) throw new Error("The session is over.");
    const attacker: Visitor = {
      ...signedIn,
      secret,
      start: { client: LAPTOP, previousSecret: secret },
    };
    return { email, attacker, holdings: await holdEverything(product, attacker) };
  }

  it.each(ALL)("an attacker may have %s, but not after the proof", async (held) => {
    const { email, holdings } = await plant();
    const victim = await product.signIn(email);
    expect(victim.user).toMatchObject({ hasPassword: false, emailVerified: true });
    expect(await holdings[held]()).toBe(false);
  });

  it("a sign-up that the attacker started sets no password after the victim signed in", async () => {
    const email = anybody();
    const { otpId } = await requestSignUp(product.auth, {
      email,
      collection: "users",
      client: LAPTOP,
    });
    const mail = (await product.newestMail("password-sign-up")) as ChallengeMail;
    await product.signIn(email);
    const credential = { challenge: otpId, code: mail.code?.digits ?? "" };
    expect(await confirmSignUp(product.auth, credential, GOOD, ANEW)).toMatchObject({
      existing: true,
      user: { email, hasPassword: false },
    });
  });

  it("a link whose mail the attacker requested signs in the victim, and sets only the victim's password", async () => {
    const { email, attacker } = await plant();
    await requestPasswordReset(product.auth, { email, collection: "users", client: LAPTOP });
    const reset = await mailedToken(product, "password-reset");
    const result = await completePasswordReset(
      product.auth,
      reset,
      "the victim's own password",
      ANEW,
    );
    expect(result).toMatchObject({ ok: true, user: { email } });
    expect(await findSession(product.auth, attacker.secret)).toBeNull();
  });

  it("a change to the victim's address works only in the attacker's session, and takes no account", async () => {
    const [attacker, email] = [await product.signIn(anybody()), anybody()];
    await requestEmailChange(product.auth, attacker, { email, client: LAPTOP });
    const token = await mailedToken(product, "email-change");
    const victim = await product.signIn(email);
    expect(await confirmEmailChange(product.auth, victim, { token }, victim.start)).toMatchObject({
      ok: false,
    });
    expect(
      await confirmEmailChange(product.auth, attacker, { token }, attacker.start),
    ).toMatchObject({ ok: false });
  });
});
