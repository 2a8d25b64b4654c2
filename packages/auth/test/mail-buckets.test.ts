import { challengeStatus } from "../src/challenge/status.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ResolvedMail } from "../src/challenge/mail.ts";
import { requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { invite } from "../src/flows/invitation/invitation.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { requestPasswordReset } from "../src/flows/password-reset/password-reset.ts";
import { requestSignUp } from "../src/flows/password/password.ts";
import { sql } from "kysely";
import { between } from "./between.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf } from "./product.ts";

const REFILL = 600;
let product: Product;
let email: string;
beforeAll(async () => {
  product = await startProduct({
    policy: { mailsPerAddress: { burst: 5, refillSeconds: REFILL } },
  });
});
beforeEach(() => void (email = `${crypto.randomUUID()}@example.com`));
afterAll(() => product.close());

async function deliveryOf(otpId: string) {
  const result = await challengeStatus(product.auth, "email-otp", otpId);
  return result.ok ? result.status.delivery : result.reason;
}

async function countMails(state: "queued" | "capped"): Promise<number> {
  const rows = await product.auth.db
    .selectFrom("mails")
    .innerJoin("tokens", "tokens.id", "mails.token_id")
    .where("tokens.email", "=", email)
    .where("state", "=", state)
    .select("mails.id")
    .execute();
  return rows.length;
}

/** Mails that a mailer may claim, of anybody. */
async function countWaiting(): Promise<number> {
  const rows = await product.auth.db
    .selectFrom("mails")
    .where("state", "=", "queued")
    .select("id")
    .execute();
  return rows.length;
}

/** Whether the newest mail of a challenge goes to the address. */
async function isWritten(otpId: string): Promise<boolean> {
  const mail = await product.readMail(otpId);
  return mail !== null && mail.to === email && !(mail as ResolvedMail).withheld;
}

const input = () => ({ email, collection: "users", client: LAPTOP });

describe("the mails that a mailbox is sent", () => {
  it("are five sign-in mails, and one more every ten minutes, while all answers are alike", async () => {
    const challenges = [];
    for (let asked = 0; asked < 7; asked++) challenges.push(await product.request(email));
    const deliveries = await Promise.all(challenges.map(({ otpId }) => deliveryOf(otpId)));
    expect(deliveries).toEqual([...Array(5).fill("queued"), "capped", "capped"]);
    expect(new Set(challenges.map((challenge) => Object.keys(challenge).join())).size).toBe(1);
    await product.passTime(REFILL - 60);
    expect(await deliveryOf((await product.request(email)).otpId)).toBe("capped");
    await product.passTime(60);
    expect(await deliveryOf((await product.request(email)).otpId)).toBe("queued");
    expect(await deliveryOf((await product.request(email)).otpId)).toBe("capped");
  });

  it("include those that are sent again", async () => {
    const { otpId } = await product.request(email);
    for (let mail = 2; mail <= 5; mail++) await product.request(email);
    await product.passTime(31);
    expect(await resendChallenge(product.auth, "email-otp", otpId)).toMatchObject({ ok: true });
    expect(await deliveryOf(otpId)).toBe("capped");
  });

  it("are five if more are requested at once, whichever waits for the others", async () => {
    await product.request(email);
    const { mail_bucket: own, mailbox_bucket: mailbox } = await product.owner
      .selectFrom("tokens")
      .where("email", "=", email)
      .select(["mail_bucket", "mailbox_bucket"])
      .executeTakeFirstOrThrow();
    const last = await between(
      product.owner,
      (other) =>
        sql`SELECT FROM buckets WHERE bucket IN (${own}, ${mailbox}) FOR UPDATE`.execute(other),
      () => product.request(email),
      // As three more do that came later, and had the buckets first.
      (other) =>
        sql`
        UPDATE buckets SET full_at = clock_timestamp() + 4 * make_interval(secs => ${REFILL})
        WHERE bucket IN (${own}, ${mailbox})`.execute(other),
    );
    expect(await deliveryOf(last.otpId)).toBe("queued");
    expect(await deliveryOf((await product.request(email)).otpId)).toBe("capped");
  });

  it("leave sign-in mails a bucket of their own", async () => {
    for (let asked = 0; asked < 6; asked++) {
      await requestPasswordReset(product.auth, input());
      await requestSignUp(product.auth, input());
    }
    expect(await countMails("queued")).toBe(10);
    expect(await countMails("capped")).toBe(2);
    expect(await deliveryOf((await product.request(email)).otpId)).toBe("queued");
  });

  it("leave sign-ups, and mails that an account or an operator requests, buckets that a stranger's resets can't empty", async () => {
    const ada = await product.signIn(`${crypto.randomUUID()}@example.com`);
    for (let asked = 0; asked < 9; asked++) await requestPasswordReset(product.auth, input());
    expect(await countMails("capped")).toBe(4);
    const { otpId } = await requestSignUp(product.auth, input());
    expect(await isWritten(otpId)).toBe(true);
    const change = await requestEmailChange(product.auth, ada, { email, client: LAPTOP });
    expect(change.ok && (await isWritten(change.challenge.otpId))).toBe(true);
    await invite(product.auth, { email, collection: "users", mailed: true, locale: null });
    expect(await product.newestMail("invitation")).toMatchObject({ to: email, withheld: false });
    expect(await countMails("capped")).toBe(4);
  });

  it("are also bounded by the mailbox's bucket if the address has no account", async () => {
    const spelt = email;
    const ask = async (tag: number) => {
      email = spelt.replace("@", `+${tag}@`);
      await (tag % 2 ? requestPasswordReset : requestSignUp)(product.auth, input());
    };
    for (let tag = 0; tag < 15; tag++) await ask(tag);
    expect(await product.newestMail("password-sign-up")).toMatchObject({ to: email });
    await ask(16);
    expect(await product.newestMail("password-sign-up")).toBeNull();
  });

  it("are capped exactly if 100 are requested at once, over all flows", async () => {
    const before = await countWaiting();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        if (index % 3 === 0) return product.request(email);
        return index % 3 === 1
          ? requestPasswordReset(product.auth, input())
          : requestSignUp(product.auth, input());
      }),
    );
    expect(await countMails("queued")).toBe(15);
    expect(await countMails("capped")).toBe(85);
    expect((await countWaiting()) - before).toBe(15);
  });

  it("include a live link at any time, even while a stranger takes every refill for an hour", async () => {
    let newest: string | null = null;
    for (let second = 0; second < 3600; second += 60) {
      const { otpId } = await product.request(email);
      const mail = (await deliveryOf(otpId)) === "queued" ? await product.readMail(otpId) : null;
      if (mail) newest = tokenOf(mail);
      if (second >= 1200 && second % 600 === 540) {
        const start = { ...ANEW, client: { ...LAPTOP, ip: "192.0.2.1" } };
        const result = await signInWithEmailOtp(product.auth, { token: newest ?? "" }, start);
        expect(result).toMatchObject({ ok: true });
        newest = null;
        await product.passTime(600);
      }
      await product.passTime(60);
    }
  });
});
