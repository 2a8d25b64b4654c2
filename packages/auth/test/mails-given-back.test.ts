import { challengeStatus } from "../src/challenge/status.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
import type { MailKind } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "../src/flows/email-verification/email-verification.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { confirmSignUp, requestSignUp } from "../src/flows/password/password.ts";
import { findSession, type SignedIn } from "../src/session/session.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { ANEW, LAPTOP, type Product, tokenOf, wrongCode } from "./product.ts";

const policy = { mailsPerAddress: { burst: 5, refillSeconds: 600 } };
let product: Product;
let fleet: Fleet;
let email: string;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet(policy));
});
beforeEach(() => void (email = `${crypto.randomUUID()}@example.com`));
afterAll(() => product.close());

const GOOD = "a long and friendly phrase";

/** How many sign-in mails go out when more are asked for than a bucket holds. */
async function mailsLeft(): Promise<number> {
  let left = 0;
  for (let asked = 0; asked < 7; asked++) {
    const status = await challengeStatus(
      product.auth,
      "email-otp",
      (await product.request(email)).otpId,
    );
    if (status.ok && status.status.delivery === "queued") left++;
  }
  return left;
}

async function linkIn(kind: MailKind): Promise<string> {
  const mail = await product.newestMail(kind);
  if (!mail || !("link" in mail)) throw new Error("The mail has no link.");
  return tokenOf(mail);
}

async function createVisitor(emailVerified: boolean): Promise<SignedIn> {
  const { userId } = await product.auth.createUser({
    email: `${crypto.randomUUID()}@example.com`,
    emailVerified,
  });
  const session = await product.auth.createSession(userId);
  return (await findSession(product.auth, session.toString())) as SignedIn;
}

describe("a mail whose code or link is used", () => {
  it("isn't counted: an owner may sign in again and again, by code and by link", async () => {
    for (let time = 0; time < 20; time++) {
      const { otpId, code, token } = await product.requestAndRead(email);
      const credential = time % 2 === 0 ? { challenge: otpId, code } : { token };
      expect(await signInWithEmailOtp(product.auth, credential, ANEW)).toMatchObject({ ok: true });
    }
    expect(await mailsLeft()).toBe(5);
  });

  it("isn't counted in any other flow either", async () => {
    const { auth } = product;
    const tried = { collection: "users", client: LAPTOP };
    const results = [];
    for (let time = 0; time < 7; time++) {
      const visitor = await createVisitor(false);
      const { user } = visitor;
      const changing = await createVisitor(true);
      for (let again = 0; again < 6; again++) {
        await requestEmailVerification(auth, visitor, LAPTOP);
        const token = await linkIn("email-verification");
        results.push((await confirmEmailVerification(auth, visitor, { token }, LAPTOP)).ok);
      }
      await requestPasswordReset(auth, { ...tried, email: user.email });
      results.push(
        (await completePasswordReset(auth, await linkIn("password-reset"), GOOD, ANEW)).ok,
      );

      await requestEmailChange(auth, changing, { email, client: LAPTOP });
      const token = await linkIn("email-change");
      results.push((await confirmEmailChange(auth, changing, { token }, ANEW)).ok);
      await product.owner.deleteFrom("users").where("id", "=", changing.user.id).execute();

      await requestSignUp(auth, { ...tried, email });
      results.push(
        (await confirmSignUp(auth, { token: await linkIn("password-sign-up") }, GOOD, ANEW)).ok,
      );
      await product.owner.deleteFrom("users").where("email", "=", email).execute();
    }
    expect(results).toEqual(results.map(() => true));
  });

  it("is given back together with those of the same challenge that were sent again", async () => {
    const { otpId, code } = await product.requestAndRead(email);
    await product.passTime(31);
    expect(await resendChallenge(product.auth, "email-otp", otpId)).toMatchObject({ ok: true });
    await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
    expect(await mailsLeft()).toBe(5);
  });

  it("is given back once, however many redeem it at once over two processes", async () => {
    for (let round = 0; round < 3; round++) {
      email = `${crypto.randomUUID()}@example.com`;
      const { otpId, code, token } = await product.requestAndRead(email);
      expect(await mailsLeft()).toBe(4);
      const answers = await fleet.call(
        Array.from({ length: 24 }, (_, index) =>
          index % 4 < 2 ? { kind: "code", otpId, code } : { kind: "link", token },
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await mailsLeft()).toBe(1);
    }
  });

  it("never overfills a bucket", async () => {
    const used = await product.requestAndRead(email);
    await product.passTime(540);
    expect(await mailsLeft()).toBe(4);
    await product.passTime(3000);
    const link = { token: used.token };
    expect(await signInWithEmailOtp(product.auth, link, ANEW)).toMatchObject({ ok: false });
    const fresh = await product.requestAndRead(email);
    await product.passTime(540);
    await signInWithEmailOtp(product.auth, { challenge: fresh.otpId, code: fresh.code }, ANEW);
    expect(await mailsLeft()).toBe(5);
  });

  it("is not given back for a wrong guess, nor for another address", async () => {
    const { otpId, code } = await product.requestAndRead(email);
    expect(await mailsLeft()).toBe(4);
    await signInWithEmailOtp(product.auth, { challenge: otpId, code: wrongCode(code) }, ANEW);
    const other = await product.requestAndRead(`${crypto.randomUUID()}@example.com`);
    await signInWithEmailOtp(product.auth, { challenge: other.otpId, code: other.code }, ANEW);
    expect(await mailsLeft()).toBe(0);
  });
});
