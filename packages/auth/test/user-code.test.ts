import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  exchangeUserCode,
  generateOneTimeToken,
  oneTimeTokenStatus,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { ANEW, LAPTOP, type Product, type Visitor } from "./product.ts";

let product: Product;
let fleet: Fleet;
let ada: Visitor;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet());
  ada = await product.signIn("ada@example.com");
});
afterAll(() => product.close());

async function make(): Promise<{ token: string; userCode: string }> {
  const request = { audience: null, codeChallenge: null, userCode: true };
  const made = await generateOneTimeToken(product.auth, ada, request);
  if (!made.ok || made.userCode === null) throw new Error("No user code was made.");
  return { token: made.token, userCode: made.userCode };
}

const exchange = (userCode: string, client = LAPTOP) =>
  exchangeUserCode(product.auth, { userCode, client });
const redeem = (token: string) =>
  verifyOneTimeToken(product.auth, { token, audience: null, codeVerifier: null }, ANEW);

async function status(token: string) {
  const standing = await oneTimeTokenStatus(product.auth, ada, token);
  return standing.ok ? standing.status : null;
}

async function countSpent(): Promise<number> {
  return (await product.auth.db.selectFrom("spent_guesses").selectAll().execute()).length;
}

describe("a user code", () => {
  it("stands for a token, once, and the token then starts a session", async () => {
    const { token, userCode } = await make();
    expect(userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(await status(token)).toMatchObject({ state: "waiting", userCode });
    expect(await exchange(userCode)).toEqual({ ok: true, token });
    expect(await status(token), "it waits for the session").toMatchObject({
      state: "waiting",
      userCode: null,
    });
    expect(await exchange(userCode)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await redeem(token)).toMatchObject({ ok: true, user: { email: "ada@example.com" } });
  });

  it.each([
    ["in small letters", (code: string) => code.toLowerCase()],
    ["without its dash", (code: string) => code.replace("-", "")],
    ["with spaces", (code: string) => ` ${code.replace("-", " ")} `],
    [
      "in wide letters",
      (code: string) =>
        code.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    ],
  ])("is understood %s", async (_how, typed) => {
    const { token, userCode } = await make();
    expect(await exchange(typed(userCode))).toEqual({ ok: true, token });
  });

  it("expires with its token", async () => {
    const { userCode } = await make();
    await product.passTime(181);
    expect(await exchange(userCode)).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("is invalid once its token was redeemed by the link", async () => {
    const { token, userCode } = await make();
    await redeem(token);
    expect(await exchange(userCode)).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("exists only if it was asked for", async () => {
    const made = await generateOneTimeToken(product.auth, ada, {
      audience: null,
      codeChallenge: null,
    });
    expect(made).toMatchObject({ ok: true, userCode: null });
  });

  it("works for one of 32 who type it at once over two processes", async () => {
    for (let round = 0; round < 5; round++) {
      const { userCode } = await make();
      const answers = await fleet.call(
        Array.from({ length: 32 }, () => ({ kind: "user-code" as const, userCode })),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });
});

describe("wrong user codes", () => {
  it("lock out their client after a hundred in a day, and nobody else", async () => {
    const client = { ...LAPTOP, ip: "203.0.113.80" };
    const guesses = Array.from({ length: 120 }, () => exchange("BBBB-BBBB", client));
    const reasons = (await Promise.all(guesses)).map((answer) =>
      answer.ok ? null : answer.reason,
    );
    expect(reasons.filter((reason) => reason === "INVALID_TOKEN")).toHaveLength(100);
    expect(reasons.filter((reason) => reason === "TOO_MANY_ATTEMPTS")).toHaveLength(20);
    const { token, userCode } = await make();
    expect(await exchange(userCode, client)).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
    expect(await exchange(userCode)).toEqual({ ok: true, token });
  });

  it("that can't be codes aren't counted", async () => {
    const client = { ...LAPTOP, ip: "203.0.113.81" };
    const before = await countSpent();
    for (const typed of ["", "1234-5678", "AEIO-UAEI", "BCDF", "BCDF-GHJK-LMNP", "x".repeat(600)])
      expect(await exchange(typed, client)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await countSpent()).toBe(before);
  });
});
