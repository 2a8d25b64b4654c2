import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resendChallenge } from "../src/challenge/resend.ts";
import { challengeStatus } from "../src/challenge/status.ts";
import { deleteAccount } from "../src/flows/account/account.ts";
import { undoEmailChange } from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { disableAccount } from "../src/flows/operator/operator.ts";
import { changePassword, confirmSignUp, requestSignUp } from "../src/flows/password/password.ts";
import { changeAddress } from "./address-changes.ts";
import { ANEW, LAPTOP, type Product, startProduct, type Visitor, wrongCode } from "./product.ts";

/* Whoever asks for a mail to somebody's address learns nothing later of what that person does with their account. */

let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { guessBudget: { perClient: 1000 } } });
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;
const PASSWORD = "a long and friendly phrase";

const nothing = async () => {};
const changesPassword = (visitor: Visitor) =>
  changePassword(
    product.auth,
    visitor,
    { newPassword: PASSWORD, currentPassword: null },
    visitor.start,
  );
const changesAddress = (visitor: Visitor) => changeAddress(product, visitor, anybody());
const deletes = (visitor: Visitor) => deleteAccount(product.auth, visitor, LAPTOP);
const isDisabled = ({ user }: Visitor) => disableAccount(product.auth, user.id);

/** Somebody changes their address before the stranger asks for a mail there, and takes the change back after. */
const takesBack = async (visitor: Visitor) => {
  const away = anybody();
  const { undo } = await changeAddress(product, visitor, away);
  return { away, happen: () => undoEmailChange(product.auth, undo, LAPTOP) };
};

/** What a stranger can do with a challenge that they asked for, at `email`. */
interface Asked {
  status(): Promise<object>;
  resend(): Promise<object>;
  guess(step: number): Promise<object>;
}

/** The code of a challenge, whose mail goes. */
async function codeOf(otpId: string): Promise<string> {
  const code = (await product.readMail(otpId))?.code?.digits ?? "";
  const mails = product.owner.updateTable("mails").where("token_id", "=", otpId);
  await mails.set({ state: "sent" }).execute();
  return code;
}

async function asksToSignIn(email: string): Promise<Asked> {
  const { otpId } = await product.request(email);
  const code = await codeOf(otpId);
  return {
    status: () => challengeStatus(product.auth, "email-otp", otpId),
    resend: () => resendChallenge(product.auth, "email-otp", otpId),
    guess: (step) =>
      signInWithEmailOtp(product.auth, { challenge: otpId, code: wrongCode(code, step) }, ANEW),
  };
}

async function asksToSignUp(email: string): Promise<Asked> {
  const { otpId } = await requestSignUp(product.auth, {
    email,
    collection: "users",
    client: LAPTOP,
  });
  const code = await codeOf(otpId);
  return {
    status: () => challengeStatus(product.auth, "password-sign-up", otpId),
    resend: () => resendChallenge(product.auth, "password-sign-up", otpId),
    guess: (step) =>
      confirmSignUp(
        product.auth,
        { challenge: otpId, code: wrongCode(code, step) },
        PASSWORD,
        ANEW,
      ),
  };
}

/** An answer without what differs between any two challenges. */
function shown(answer: object): unknown {
  const varies = ["otpId", "phrase", "expiresAt", "resendAt", "number", "retryAfterMs"];
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    varies.includes(key) ? typeof value : value,
  );
}

/**
 * All that a stranger is answered until a challenge is over, beside what they are of one where nobody has an account.
 */
async function compare(asked: Asked[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  const each = async (step: (one: Asked) => Promise<object>) => {
    const [theirs, unknown] = await Promise.all(asked.map(step));
    expect(shown(theirs ?? {}), `step ${seen.length}`).toEqual(shown(unknown ?? {}));
    seen.push(shown(theirs ?? {}));
  };
  const status = () => each((one) => one.status());
  const resend = () => each((one) => one.resend());
  const guess = (step: number) => each((one) => one.guess(step));
  await status();
  await guess(1);
  await status();
  await product.passTime(31);
  await resend();
  await status();
  for (let step = 2; step <= 6; step++) await guess(step);
  await status();
  await product.passTime(600);
  await guess(7);
  await resend();
  await status();
  return seen;
}

describe.each([
  ["a code to sign in", asksToSignIn],
  ["a code to sign up", asksToSignUp],
])("a stranger who requests %s to somebody's address", (_, ask) => {
  it.each([
    ["does nothing", nothing],
    ["changes the password", changesPassword],
    ["changes the address", changesAddress],
    ["deletes the account", deletes],
    ["is disabled", isDisabled],
  ])("doesn't learn that this person %s", async (_does, happen) => {
    const email = anybody();
    const visitor = await product.signIn(email);
    const asked = [await ask(email), await ask(anybody())];
    await happen(visitor);
    const seen = await compare(asked);
    expect(seen[1]).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(seen[2]).toMatchObject({ status: { consumed: false, triesLeft: 4 } });
    expect(seen[9]).toEqual({ ok: false, reason: "TOO_MANY_ATTEMPTS" });
    expect(seen[11]).toEqual({ ok: false, reason: "EXPIRED_TOKEN" });
  });

  it("doesn't learn that this person undoes a change of address", async () => {
    const { away, happen } = await takesBack(await product.signIn(anybody()));
    const asked = [await ask(away), await ask(anybody())];
    expect(await happen()).toEqual({ ok: true });
    await compare(asked);
  });
});

it.each([
  ["changed their password", changesPassword],
  ["changed their address", changesAddress],
  ["deleted their account", deletes],
  ["was disabled", isDisabled],
])("the right code of somebody who %s is refused like a wrong one", async (_, happen) => {
  const email = anybody();
  const visitor = await product.signIn(email);
  const { status, guess } = await asksToSignIn(email);
  await happen(visitor);
  expect(await guess(0)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
  expect(await status()).toMatchObject({ status: { consumed: false, triesLeft: 4 } });
});

it("a challenge that outlives an account doesn't say whose it was", async () => {
  const email = anybody();
  const visitor = await product.signIn(email);
  const { otpId } = await product.request(email);
  await deletes(visitor);
  const left = product.auth.db.selectFrom("tokens").selectAll().where("id", "=", otpId);
  expect(await left.executeTakeFirstOrThrow()).toMatchObject({ email: null, user_id: null });
  expect(await product.readMail(otpId)).toBeNull();
});
