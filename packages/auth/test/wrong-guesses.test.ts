import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approvalSecret } from "../src/tokens/approval-secret.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { confirmSignUp, requestSignUp } from "../src/flows/password/password.ts";
import { ANEW, LAPTOP, type Product, startProduct } from "./product.ts";

/* What isn't right never waits for an account: how long it takes would tell that there is one. */

let product: Product;
beforeAll(async () => void (product = await startProduct()));
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;
const WRONG = "0000000000";
const PASSWORD = "a long and friendly phrase";

async function challengesAt(email: string) {
  const { otpId: signUp } = await requestSignUp(product.auth, {
    email,
    collection: "users",
    client: LAPTOP,
  });
  const [first, second] = [await product.request(email), await product.request(email)];
  return { signIn: [first.otpId, second.otpId], signUp };
}

/** What calls answer while somebody else holds the account of an address. */
async function whileHeld<Result>(email: string, call: () => Promise<Result>): Promise<Result> {
  const other = await product.owner.startTransaction().execute();
  await sql`SELECT FROM users WHERE email = ${email} FOR UPDATE`.execute(other);
  try {
    return await call();
  } finally {
    await other.rollback().execute();
  }
}

describe.each([
  ["a wrong code", 0, "INVALID_TOKEN"],
  ["an expired one", 601, "EXPIRED_TOKEN"],
])("%s waits for no account", (_, seconds, reason) => {
  it("alone, in pairs, or if an account is being signed up", async () => {
    const email = anybody();
    await product.signIn(email);
    const { signIn, signUp } = await challengesAt(email);
    await product.passTime(seconds);
    const guess = (challenge = "") =>
      signInWithEmailOtp(product.auth, { challenge, code: WRONG }, ANEW);
    const refused = { ok: false, reason };
    expect(await whileHeld(email, () => guess(signIn[0]))).toEqual(refused);
    // Five at once: some go as one statement.
    const several = [...signIn, ...signIn, signIn[0]].map((challenge) => () => guess(challenge));
    expect(await whileHeld(email, () => Promise.all(several.map((call) => call())))).toEqual(
      several.map(() => refused),
    );
    const confirm = () =>
      confirmSignUp(product.auth, { challenge: signUp, code: WRONG }, PASSWORD, ANEW);
    expect(await whileHeld(email, confirm)).toEqual(refused);
  });
});

it("a browser that hasn't been approved waits for no account, alone or among others", async () => {
  const email = anybody();
  await product.signIn(email);
  const { signIn } = await challengesAt(email);
  const come = (approved = "") => {
    const secret = approvalSecret(product.auth, approved);
    return signInWithEmailOtp(product.auth, { approved, secret }, ANEW);
  };
  const all = [...signIn, ...signIn];
  const answers = await whileHeld(email, () => Promise.all(all.map(come)));
  expect(answers).toEqual(all.map(() => ({ ok: false, reason: "INVALID_TOKEN" })));
});
