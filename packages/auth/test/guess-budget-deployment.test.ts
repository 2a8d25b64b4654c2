import { resendChallenge } from "../src/challenge/resend.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Call } from "./processes/caller.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { type Product, wrongCode } from "./product.ts";

/** Forty wrong guesses a day at six digits, two hundred at seven. */
const policy = { guessBudget: { expectedGuessedPerDay: 0.00008, perAddress: 20 } };

let product: Product;
let fleet: Fleet;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet(policy));
});
beforeEach(() => product.passTime(86_400));
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

/** Codes to as many addresses of nobody's, with what their mails say. */
const askFor = (addresses: number) =>
  Promise.all(Array.from({ length: addresses }, () => product.requestAndRead(anybody())));

/** Wrong guesses, each from a client of its own. */
function wrongGuesses(challenges: { otpId: string; code: string }[], each: number): Call[] {
  return challenges.flatMap(({ otpId, code }, challenge) =>
    Array.from({ length: each }, (_, step): Call => ({
      kind: "code",
      otpId,
      code: wrongCode(code, step + 1),
      ip: `10.${challenge % 250}.${step}.1`,
    })),
  );
}

async function countJudged(calls: Call[]): Promise<number> {
  const answers = await fleet.call(calls);
  const judged = answers.filter(({ reason }) => reason === "INVALID_TOKEN").length;
  const refused = answers.filter(({ reason }) => reason === "TOO_MANY_ATTEMPTS").length;
  expect(judged + refused).toBe(calls.length);
  return judged;
}

describe("the guess budget of the deployment", () => {
  it("makes new codes a digit longer from half of a length's budget on", async () => {
    const early = await product.requestAndRead(anybody());
    expect(await countJudged(wrongGuesses(await askFor(4), 5))).toBe(20);
    const { code, otpId } = await product.requestAndRead(anybody());
    expect(code).toHaveLength(7);
    const answers = await fleet.call([
      { kind: "code", otpId, code },
      { kind: "code", otpId: early.otpId, code: early.code },
    ]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });

  it("judges no code of a spent length, and mails its challenges again with only the link", async () => {
    const early = await askFor(9);
    const owner = await product.requestAndRead(anybody());
    const judged = await countJudged(wrongGuesses(early, 5));
    expect(judged).toBeLessThanOrEqual(40);
    expect(judged).toBeGreaterThan(30);
    await countJudged(wrongGuesses(early, 5));
    const [answer] = await fleet.call([{ kind: "code", otpId: owner.otpId, code: owner.code }]);
    expect(answer).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });

    await product.owner
      .updateTable("tokens")
      .set({ last_mail_at: new Date(0) })
      .where("id", "=", owner.otpId)
      .execute();
    const resent = await resendChallenge(product.auth, "email-otp", owner.otpId);
    expect(resent).toMatchObject({ ok: true, challenge: { codeLength: null } });
    expect((await product.readMail(owner.otpId))?.code).toBeNull();
    expect(await fleet.call([{ kind: "link", token: owner.token }])).toMatchObject([{ ok: true }]);
  });
});

describe("guesses at once, from two processes", () => {
  it("never outnumber an address's budget, over any number of challenges", async () => {
    for (let round = 0; round < 5; round++) {
      await product.passTime(86_400);
      const email = anybody();
      const challenges = await Promise.all(
        Array.from({ length: 12 }, () => product.requestAndRead(email)),
      );
      const judged = await countJudged(wrongGuesses(challenges, 5));
      expect(judged).toBeLessThanOrEqual(20);
      expect(judged).toBeGreaterThan(0);
    }
  });

  it("never outnumber the deployment's budget", async () => {
    for (let round = 0; round < 3; round++) {
      await product.passTime(86_400);
      const judged = await countJudged(wrongGuesses(await askFor(30), 5));
      expect(judged).toBeLessThanOrEqual(40);
      expect(judged).toBeGreaterThan(20);
    }
  });

  it("let right codes through while there is room", async () => {
    const challenges = await askFor(12);
    const calls = challenges.flatMap(({ otpId, code }, index): Call[] => [
      { kind: "code", otpId, code, ip: `10.9.${index}.1` },
    ]);
    const strangers = wrongGuesses(await askFor(2), 5);
    const answers = await fleet.call([...calls, ...strangers]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(12);
  });
});

describe("the totals of wrong guesses", () => {
  const guess = (hoursAgo: number) =>
    sql`
    INSERT INTO spent_guesses
    VALUES (convert_to('code-length:9', 'UTF8'), 1, now() - make_interval(hours => ${hoursAgo}))
    ON CONFLICT (budget, slot) DO UPDATE SET at = excluded.at`.execute(product.owner);
  const totals = async () =>
    (
      await sql<{ n: number }>`
        SELECT n FROM guess_totals WHERE budget = convert_to('code-length:9', 'UTF8') ORDER BY at`.execute(
        product.owner,
      )
    ).rows.map(({ n }) => n);

  it("change in one row for each guess, so that no two guesses wait for each other", async () => {
    await guess(25);
    expect(await totals()).toEqual([1]);
    await guess(0);
    expect(await totals()).toEqual([1, 1]);
  });
});
