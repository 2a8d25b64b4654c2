import { invite } from "../src/flows/invitation/invitation.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer, Call } from "./processes/caller.ts";
import { type Fleet, startFleet, startProductAndFleet } from "./processes/fleet.ts";
import { type Product, SECRET, wrongCode } from "./product.ts";

let product: Product;
let fleet: Fleet;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet());
});
afterAll(() => product.close());

const count = (answers: Answer[], reason: string) =>
  answers.filter((answer) => answer.reason === reason).length;
const repeat = (times: number, call: (index: number) => Call) =>
  Array.from({ length: times }, (_, index) => call(index));

async function sessionsOf(email: string): Promise<number> {
  const rows = await product.auth.db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .where("email", "=", email)
    .select("sessions.id")
    .execute();
  return rows.length;
}

it("32 right codes at once over two processes make one session", async () => {
  for (let round = 0; round < 5; round++) {
    const email = `codes-${round}@example.com`;
    const { otpId, code } = await product.requestAndRead(email);
    const answers = await fleet.call(repeat(32, () => ({ kind: "code", otpId, code })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(count(answers, "INVALID_TOKEN")).toBe(31);
    expect(await sessionsOf(email)).toBe(1);
  }
});

it("a code and the link of the same row at once make one session", async () => {
  for (let round = 0; round < 5; round++) {
    const email = `doors-${round}@example.com`;
    const { otpId, code, token } = await product.requestAndRead(email);
    const answers = await fleet.call(
      repeat(32, (index) =>
        index % 4 < 2 ? { kind: "code", otpId, code } : { kind: "link", token },
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sessionsOf(email)).toBe(1);
  }
});

it("200 wrong guesses at once over two processes are judged five times, and the rest say so", async () => {
  const { otpId, code } = await product.requestAndRead();
  const answers = await fleet.call(
    repeat(200, (index) => ({ kind: "code", otpId, code: wrongCode(code, index + 1) })),
  );
  expect(count(answers, "INVALID_TOKEN")).toBe(5);
  expect(count(answers, "TOO_MANY_ATTEMPTS")).toBe(195);
});

it("a right code among wrong ones is never refused because of a guess that is still in flight", async () => {
  for (let round = 0; round < 10; round++) {
    const { otpId, code } = await product.requestAndRead(`in-flight-${round}@example.com`);
    const calls = repeat(
      5,
      (index) => ({ kind: "code", otpId, code: wrongCode(code, index) }) as Call,
    );
    const answers = await fleet.call(calls);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  }
});

it("a resend in the middle of guessing gives no guess back", async () => {
  const { otpId, code } = await product.requestAndRead("resent@example.com");
  await product.passTime(30);
  const answers = await fleet.call(
    repeat(60, (index) =>
      index % 6 < 2
        ? { kind: "resend", otpId }
        : { kind: "code", otpId, code: wrongCode(code, index + 1) },
    ),
  );
  expect(count(answers, "INVALID_TOKEN")).toBe(5);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

it("an invitation accepted twenty times at once signs in once", async () => {
  const { token } = await invite(product.auth, {
    email: "invited@example.com",
    collection: "users",
    mailed: false,
    locale: null,
  });
  const calls = Array.from({ length: 20 }, (): Call => ({
    kind: "invitation",
    token: token ?? "",
  }));
  const answers = await fleet.call(calls);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(new Set(answers.map(({ reason }) => reason))).toEqual(
    new Set([undefined, "INVALID_TOKEN"]),
  );
});

it("two challenges of a new address redeemed at once make one account", async () => {
  for (let round = 0; round < 60; round++) {
    const email = `new-${round}@example.com`;
    const [one, two] = [await product.requestAndRead(email), await product.requestAndRead(email)];
    const answers = await fleet.call([
      { kind: "code", otpId: one.otpId, code: one.code },
      { kind: "link", token: two.token },
    ]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(new Set(answers.map(({ userId }) => userId)).size).toBe(1);
  }
});

it("processes whose clocks are a day apart agree on what is alive", async () => {
  const orders = { databaseUrl: product.databaseUrl, secret: SECRET };
  const day = 86_400_000;
  const skewed = await startFleet([
    { ...orders, skewMs: -day },
    { ...orders, skewMs: day },
  ]);
  const alive = [
    await product.requestAndRead("a@example.com"),
    await product.requestAndRead("b@example.com"),
  ];
  const calls = (challenges: typeof alive) =>
    challenges.map(({ otpId, code }): Call => ({ kind: "code", otpId, code }));
  expect((await skewed.call(calls(alive))).every(({ ok }) => ok)).toBe(true);

  const over = [
    await product.requestAndRead("a@example.com"),
    await product.requestAndRead("b@example.com"),
  ];
  await product.passTime(601);
  expect(count(await skewed.call(calls(over)), "EXPIRED_TOKEN")).toBe(2);
  await skewed.stop();
});
