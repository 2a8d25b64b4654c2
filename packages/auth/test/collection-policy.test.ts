import type { LinkMail } from "@watchword/db/mail-queue";
import { msSince, timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import { policyOf } from "../src/policy/collection-policy.ts";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { createPolicy, type PolicyOverrides } from "../src/policy/policy.ts";
import { findSession, isFresh } from "../src/session/session.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf } from "./product.ts";

const HOUR = 3_600;
const EMAIL = "ada@example.com";
const GOOD = "a long and friendly phrase";
const STAFF = {
  signUp: true,
  emailOtp: { digits: 8, ttlSeconds: 300, maxAttempts: 3 },
  passwordReset: { ttlSeconds: 900, signInAfter: false },
  session: { ttlSeconds: HOUR, absoluteTtlSeconds: 8 * HOUR, freshSeconds: 60 },
};

describe("a collection's own policy", () => {
  it("is the deployment's if it sets nothing", () => {
    const policy = createPolicy({
      emailOtp: { ttlSeconds: 400 },
      collections: { staff: STAFF, shop: { signUp: true } },
    });
    expect(policyOf(policy, "staff")).toMatchObject({
      emailOtp: { digits: 8, ttlSeconds: 300, linkTtlSeconds: 1200, maxAttempts: 3 },
      emailVerification: { digits: 6, ttlSeconds: HOUR },
    });
    expect(policyOf(policy, "shop")).toEqual(policy);
    expect(policyOf(policy, "constructor")).toBe(policy);
  });

  it.each<[string, PolicyOverrides["collections"], RegExp]>([
    [
      "a link that is over before its code",
      { staff: { signUp: true, emailOtp: { ttlSeconds: 1800 } } },
      /In the collection staff: emailOtp\.linkTtlSeconds \(1200\) is shorter than ttlSeconds \(1800\)/,
    ],
    [
      "a link that a stranger could keep its owner without",
      { staff: { signUp: true, emailOtp: { ttlSeconds: 300, linkTtlSeconds: 600 } } },
      /In the collection staff: .*twice mailsPerAddress\.refillSeconds/,
    ],
    [
      "a session that ends before it is idle",
      { staff: { signUp: true, session: { absoluteTtlSeconds: 60 } } },
      /In the collection staff: session\.absoluteTtlSeconds \(60\)/,
    ],
    [
      "a code that is too short",
      { staff: { signUp: true, emailOtp: { digits: 5 } } },
      /collections\.staff\.emailOtp\.digits/,
    ],
    [
      "more guesses, which are the deployment's",
      { staff: { signUp: true, guessBudget: { perAddress: 50 } } as never },
      /guessBudget/,
    ],
  ])("is refused at the start with %s", (_what, collections, words) => {
    expect(() => createPolicy({ collections })).toThrow(words);
  });
});

describe("two collections with policies of their own", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({
      policy: { collections: { users: { signUp: true }, staff: STAFF } },
    });
  });
  afterAll(() => product.close());

  const request = (collection: string) =>
    requestEmailOtp(product.auth, {
      email: EMAIL,
      collection,
      phrase: false,
      next: null,
      client: LAPTOP,
    });

  async function signIn(collection: string): Promise<string> {
    const { otpId } = await request(collection);
    const mail = await product.readMail(otpId);
    const code = mail?.code?.digits ?? "";
    const result = await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
    if (!result.ok) throw new Error(result.reason);
    expect(result.user.collection).toBe(collection);
    return result.secret;
  }

  async function resetLink(collection: string): Promise<string> {
    await requestPasswordReset(product.auth, { email: EMAIL, collection, client: LAPTOP });
    return tokenOf((await product.newestMail("password-reset")) as LinkMail);
  }

  it("send codes of their own length, which live as long as theirs do", async () => {
    const { db } = product.auth;
    const before = await timeOf(db);
    const [ofUsers, ofStaff] = [await request("users"), await request("staff")];
    const apartMs = await msSince(db, before);
    expect([ofUsers.codeLength, ofStaff.codeLength]).toEqual([6, 8]);
    const livesMs = Date.parse(ofUsers.expiresAt) - Date.parse(ofStaff.expiresAt);
    expect(livesMs).toBeLessThanOrEqual(300_000);
    expect(livesMs).toBeGreaterThanOrEqual(300_000 - apartMs);
  });

  it("end sessions after their own times, used or not", async () => {
    const [ofUsers, idle, used] = [
      await signIn("users"),
      await signIn("staff"),
      await signIn("staff"),
    ];
    for (let hours = 0; hours < 7.5; hours += 0.75) {
      await product.passTime(0.75 * HOUR);
      expect(await findSession(product.auth, used), `${hours}`).not.toBeNull();
    }
    await product.passTime(0.75 * HOUR);
    expect(await findSession(product.auth, used)).toBeNull();
    expect(await findSession(product.auth, idle)).toBeNull();
    expect(await findSession(product.auth, ofUsers)).not.toBeNull();
  });

  it("end sessions that server code starts after their own times too", async () => {
    const email = "made@example.com";
    const made = await product.auth.createUser({ email, collection: "staff" });
    const session = await product.auth.createSession(made.userId);
    await product.passTime(HOUR + 1);
    expect(await findSession(product.auth, String(session))).toBeNull();
  });

  it("require a new sign-in, after their own times, for actions that can't be undone", async () => {
    const secrets = [await signIn("users"), await signIn("staff")];
    await product.passTime(61);
    const fresh = secrets.map(async (secret) => {
      const signedIn = await findSession(product.auth, secret);
      return signedIn && isFresh(product.auth, signedIn);
    });
    expect(await Promise.all(fresh)).toEqual([true, false]);
  });

  it("send reset links that live, and sign in or don't, as each says", async () => {
    const complete = (token: string) => completePasswordReset(product.auth, token, GOOD, ANEW);
    const [late, ofUsers] = [await resetLink("staff"), await resetLink("users")];
    await product.passTime(901);
    expect(await inspectLink(product.auth, "password-reset", late)).toEqual({ state: "expired" });
    expect(await complete(ofUsers)).toMatchObject({ ok: true, session: { current: true } });
    expect(await complete(await resetLink("staff"))).toMatchObject({ ok: true, session: null });
  });
});
