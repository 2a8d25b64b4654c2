import { challengeStatus } from "../src/challenge/status.ts";
import { resendChallenge } from "../src/challenge/resend.ts";
import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../src/client.ts";
import { rememberNow } from "../src/testing/remember-now.ts";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf } from "./product.ts";

let product: Product;
let name: string;
beforeAll(async () => {
  product = await startProduct({
    policy: {
      mailsPerAddress: { burst: 5, refillSeconds: 600 },
      collections: { staff: { signUp: true } },
    },
  });
});
beforeEach(() => void (name = crypto.randomUUID().slice(0, 13)));
afterAll(() => product.close());

interface Asked {
  collection?: string;
  client?: Client;
}

/** Asks as a stranger does, and says whether a mail leaves and what is told of it. */
async function ask(email: string, { collection = "users", client = LAPTOP }: Asked = {}) {
  const input = { email, collection, phrase: true, next: null, client };
  const challenge = await requestEmailOtp(product.auth, input);
  const told = await challengeStatus(product.auth, "email-otp", challenge.otpId);
  if (!told.ok) throw new Error(told.reason);
  const mail = await product.readMail(challenge.otpId);
  return { challenge, status: told.status, mail };
}

async function countMailed(asked: Promise<{ mail: unknown }>[]): Promise<number> {
  return (await Promise.all(asked)).filter(({ mail }) => mail !== null).length;
}

const tagged = (count: number, host = "example.com") =>
  Array.from({ length: count }, (_, tag) => `${name}+${tag}@${host}`);

describe("the addresses of one mailbox", () => {
  it("are sent fifteen sign-in mails together, under forty tags and in two collections", async () => {
    const asked = tagged(40).flatMap((email) => [ask(email), ask(email, { collection: "staff" })]);
    expect(await countMailed(asked)).toBe(15);
    await product.passTime(600);
    expect(await countMailed(tagged(3).map((email) => ask(email)))).toBe(1);
  });

  it("are one mailbox with or without dots at Google", async () => {
    const letters = [...`abcdefgh${name.replace(/\W/g, "")}`];
    const dotted = letters.slice(1).map((_, at) => {
      return `${letters.slice(0, at + 1).join("")}.${letters.slice(at + 1).join("")}@gmail.com`;
    });
    expect(await countMailed(dotted.map((email) => ask(email)))).toBe(15);
  });

  it("leave mails for an account if a stranger floods the other addresses", async () => {
    const [mine, ...others] = tagged(30);
    await product.auth.createUser({ email: mine ?? "" });
    await Promise.all(others.map((email) => ask(email)));
    const known = await ask(mine ?? "");
    expect(
      await signInWithEmailOtp(product.auth, { token: tokenOf(known.mail ?? never()) }, ANEW),
    ).toMatchObject({
      ok: true,
      user: { email: mine },
    });
    // The plain address, which whoever signs up first uses, has a bucket that no tag empties.
    expect((await ask(`${name}@example.com`)).mail).not.toBeNull();
  });

  it("are answered alike, with an account and without", async () => {
    const [mine, unknown, ...others] = tagged(30);
    await product.auth.createUser({ email: mine ?? "" });
    await Promise.all(others.map((email) => ask(email)));
    const [known, nobody] = [await ask(mine ?? ""), await ask(unknown ?? "")];
    expect(nobody.mail).toBeNull();
    for (const { status, challenge } of [known, nobody]) {
      expect(status).toMatchObject({ delivery: "capped", codeLength: null });
      expect(challenge).toMatchObject({ codeLength: null, resendAt: expect.any(String) });
    }
  });

  it("aren't mailed without limit by somebody who wants to change to one of them either", async () => {
    const visitor = await product.signIn(`${crypto.randomUUID()}@example.com`);
    for (const email of tagged(30))
      await requestEmailChange(product.auth, visitor, { email, client: LAPTOP });
    const mails = await product.auth.db
      .selectFrom("mails")
      .innerJoin("tokens", "tokens.id", "mails.token_id")
      .select(["mails.id", "if_known"])
      .where("tokens.email", "like", `${name}+%`)
      .execute();
    expect(mails.filter((mail) => !mail.if_known)).toHaveLength(15);
    expect(await product.newestMail("email-change")).toBeNull();
  });
});

describe("a request for which no mail is sent", () => {
  it("says when the next mail can be sent, and doesn't ask for a code that no mail shows", async () => {
    const email = `${name}@example.com`;
    for (let asked = 0; asked < 5; asked++) await ask(email);
    await product.passTime(240);
    const { challenge, status } = await ask(email);
    const now = (await timeOf(product.auth.db)).getTime();
    const waitMs = Date.parse(challenge.resendAt ?? "") - now;
    expect(waitMs / 1000).toBeGreaterThan(300);
    expect(waitMs / 1000).toBeLessThanOrEqual(361);
    expect(status).toMatchObject({ delivery: "capped", codeLength: null });
    expect(await resendChallenge(product.auth, "email-otp", challenge.otpId)).toMatchObject({
      reason: "RATE_LIMITED",
      retryAfterMs: expect.any(Number),
    });
    await product.passTime(360);
    const resent = await resendChallenge(product.auth, "email-otp", challenge.otpId);
    expect(resent).toMatchObject({ ok: true, challenge: { codeLength: 6 } });
  });

  it("still accepts a code that an earlier mail of its challenge shows", async () => {
    const email = `${name}@example.com`;
    const { otpId, code } = await product.requestAndRead(email);
    for (let asked = 0; asked < 4; asked++) await ask(email);
    await product.passTime(31);
    const resent = await resendChallenge(product.auth, "email-otp", otpId);
    expect(resent).toMatchObject({ ok: true, challenge: { codeLength: 6 } });
    const credential = { challenge: otpId, code };
    expect(await signInWithEmailOtp(product.auth, credential, ANEW)).toMatchObject({ ok: true });
  });
});

describe("a browser that signed in to the address before", () => {
  const withCookie = (deviceCookie: string): Asked => ({ client: { ...LAPTOP, deviceCookie } });

  it("is sent three more mails when strangers have used up the address's", async () => {
    const email = `${name}@example.com`;
    const cookie = await rememberNow(product.auth, { collection: "users", email });
    for (let asked = 0; asked < 6; asked++) await ask(email);
    const mine = () => ask(email, withCookie(cookie));
    expect(await countMailed(Array.from({ length: 40 }, mine))).toBe(3);
    expect((await mine()).status).toMatchObject({ delivery: "capped", codeLength: null });
    await product.passTime(600);
    await ask(email);
    expect((await mine()).mail).not.toBeNull();
  });

  it("has its mail given back when it signs in", async () => {
    const email = `${name}@example.com`;
    const cookie = await rememberNow(product.auth, { collection: "users", email });
    for (let asked = 0; asked < 6; asked++) await ask(email);
    for (let time = 0; time < 7; time++) {
      const { mail } = await ask(email, withCookie(cookie));
      const signedIn = await signInWithEmailOtp(
        product.auth,
        { token: tokenOf(mail ?? never()) },
        ANEW,
      );
      expect(signedIn).toMatchObject({ ok: true });
    }
  });

  it.each([
    ["is forged", (cookie: string) => `${cookie.slice(0, -4)}AAAA`],
    ["is of another address", () => elsewhere("another@example.com", "users")],
    ["is of another collection", () => elsewhere(`${name}@example.com`, "staff")],
  ])("is a stranger if its cookie %s", async (_, change) => {
    const email = `${name}@example.com`;
    const cookie = await change(await elsewhere(email, "users"));
    for (let asked = 0; asked < 5; asked++) await ask(email);
    expect((await ask(email, withCookie(cookie))).mail).toBeNull();
  });

  function elsewhere(email: string, collection: string): Promise<string> {
    return rememberNow(product.auth, { collection, email });
  }
});

function never(): never {
  throw new Error("No mail went out.");
}
