import type { ChallengeMail, LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { generateOneTimeToken } from "../src/flows/one-time-token/one-time-token.ts";
import { requestSignUp } from "../src/flows/password/password.ts";
import { requestPasswordReset } from "../src/flows/password-reset/password-reset.ts";
import { findSession } from "../src/session/session.ts";
import type { Answer, Call } from "./processes/caller.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { LAPTOP, type Product, tokenOf } from "./product.ts";

let product: Product;
let fleet: Fleet;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet());
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;
const successes = (answers: Answer[]) => answers.filter(({ ok }) => ok);

async function askToReset(email: string): Promise<string> {
  await requestPasswordReset(product.auth, { email, collection: "users", client: LAPTOP });
  return tokenOf((await product.newestMail("password-reset")) as LinkMail);
}

async function accountsAt(email: string): Promise<number> {
  const rows = await product.auth.db
    .selectFrom("users")
    .select("id")
    .where("email", "=", email)
    .execute();
  return rows.length;
}

it("32 completions of one reset link at once over two processes have one effect", async () => {
  const email = anybody();
  await product.signIn(email);
  const token = await askToReset(email);
  const answers = await fleet.call(
    Array.from(
      { length: 32 },
      (_, index) => ({ kind: "reset", token, password: `a friendly phrase ${index}` }) as Call,
    ),
  );
  expect(successes(answers)).toHaveLength(1);
  const told = await product.auth.db
    .selectFrom("mails")
    .innerJoin("users", "users.id", "mails.user_id")
    .select("mails.id")
    .where("mails.kind", "=", "password-changed")
    .where("users.email", "=", email)
    .execute();
  expect(told).toHaveLength(1);
});

it("a sign-in by code while a reset completes never leaves an earlier session", async () => {
  for (let round = 0; round < 8; round++) {
    const email = anybody();
    await product.signIn(email);
    const { otpId, code } = await product.requestAndRead(email);
    const token = await askToReset(email);
    const [reset, signIn] = await fleet.call([
      { kind: "reset", token, password: "a long and friendly phrase" },
      { kind: "code", otpId, code },
    ]);
    expect(reset?.ok).toBe(true);
    expect(await findSession(product.auth, reset?.secret ?? "")).not.toBeNull();
    expect(await findSession(product.auth, signIn?.secret ?? "")).toBeNull();
  }
});

it("two accounts never share an address, whatever races for it", async () => {
  for (let round = 0; round < 6; round++) {
    const email = anybody();
    const movers = await Promise.all([product.signIn(anybody()), product.signIn(anybody())]);
    const calls: Call[] = [];
    for (const mover of movers) {
      await requestEmailChange(product.auth, mover, { email, client: LAPTOP });
      const token = tokenOf((await product.newestMail("email-change")) as ChallengeMail);
      calls.push({ kind: "change-address", secret: mover.secret, token });
    }
    const { otpId } = await requestSignUp(product.auth, {
      email,
      collection: "users",
      client: LAPTOP,
    });
    const mail = (await product.newestMail("password-sign-up")) as ChallengeMail;
    calls.push({
      kind: "sign-up",
      otpId,
      code: mail.code?.digits ?? "",
      password: "a long and friendly phrase",
    });
    const answers = await fleet.call(calls);
    expect(successes(answers)).toHaveLength(1);
    expect(await accountsAt(email)).toBe(1);
    expect(answers.filter(({ ok }) => !ok).map(({ reason }) => reason)).toEqual([
      "INVALID_TOKEN",
      "INVALID_TOKEN",
    ]);
  }
});

it("an address that its account gives up can't be taken by a request at the same moment", async () => {
  for (let round = 0; round < 8; round++) {
    const old = anybody();
    const mover = await product.signIn(old);
    const { otpId, code } = await product.requestAndRead(old);
    await requestEmailChange(product.auth, mover, { email: anybody(), client: LAPTOP });
    const token = tokenOf((await product.newestMail("email-change")) as ChallengeMail);
    const [change, stranger] = await fleet.call([
      { kind: "change-address", secret: mover.secret, token },
      { kind: "code", otpId, code },
    ]);
    expect(change?.ok).toBe(true);
    if (stranger?.ok) expect(stranger.userId).toBe(mover.user.id);
    expect(await accountsAt(old)).toBe(0);
  }
});

it("32 redemptions of one one-time token at once over two processes make one session", async () => {
  const visitor = await product.signIn(anybody());
  const made = await generateOneTimeToken(product.auth, visitor, {
    audience: null,
    codeChallenge: null,
  });
  const token = made.ok ? made.token : "";
  const answers = await fleet.call(
    Array.from({ length: 32 }, () => ({ kind: "hand-over", token }) as Call),
  );
  expect(successes(answers)).toHaveLength(1);
  const sessions = await product.auth.db
    .selectFrom("sessions")
    .select("id")
    .where("user_id", "=", visitor.user.id)
    .execute();
  expect(sessions).toHaveLength(2);
});

it("strangers who guess codes can't keep an owner from deleting the account", async () => {
  for (let round = 0; round < 6; round++) {
    const email = anybody();
    const owner = await product.signIn(email);
    const challenges = await Promise.all(Array.from({ length: 6 }, () => product.request(email)));
    const guesses = challenges.flatMap(({ otpId }) =>
      Array.from({ length: 6 }, (): Call => ({ kind: "code", otpId, code: "000000" })),
    );
    const calls: Call[] = [
      ...guesses.slice(0, 18),
      { kind: "delete", secret: owner.secret },
      ...guesses.slice(18),
    ];
    const answers = await fleet.call(calls);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await accountsAt(email)).toBe(0);
  }
});
