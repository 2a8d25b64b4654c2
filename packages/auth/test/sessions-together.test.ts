import { afterAll, beforeAll, expect, it } from "vitest";
import { endSession, findSession } from "../src/session/session.ts";
import type { Call } from "./processes/caller.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { type Product, startProduct } from "./product.ts";

const statements: string[] = [];
let product: Product;
let fleet: Fleet;
let pair: Product;
beforeAll(async () => {
  product = await startProduct({ onStatement: ({ called }) => called && statements.push(called) });
  ({ product: pair, fleet } = await startProductAndFleet());
});
afterAll(async () => {
  await product.close();
  await pair.close();
});

/** Sessions of as many accounts, and whose each is. */
async function signInMany({ auth }: Product, count: number) {
  const sessions = Array.from({ length: count }, async (_, index) => {
    const email = `${index}.${crypto.randomUUID()}@example.com`;
    const { userId } = await auth.createUser({ email, emailVerified: true });
    return { userId, secret: (await auth.createSession(userId)).toString() };
  });
  return Promise.all(sessions);
}

it("sessions that are read at once are read by one statement, and each caller gets its own", async () => {
  const sessions = await signInMany(product, 20);
  await endSession(product.auth, sessions[7]?.secret ?? "");
  statements.splice(0);
  const secrets = ["unknown", ...sessions.map(({ secret }) => secret), sessions[3]?.secret ?? ""];
  const found = await Promise.all(secrets.map((secret) => findSession(product.auth, secret)));
  const owners = sessions.map(({ userId }, index) => (index === 7 ? undefined : userId));
  expect(found.map((signedIn) => signedIn?.user.id)).toEqual([
    undefined,
    ...owners,
    sessions[3]?.userId,
  ]);
  expect(statements.toSorted()).toEqual(["find_session", "find_session", "find_session together"]);
});

it("two processes that use and end the same sessions at once never make each other fail", async () => {
  for (let round = 0; round < 5; round++) {
    const sessions = await signInMany(pair, 30);
    // Each use is noted now, which is an update.
    await pair.passTime(120);
    const kinds = ["read", "hand-on", "end"] as const;
    const calls: Call[] = kinds.flatMap((kind) => {
      const order = kind === "read" ? sessions : sessions.toReversed();
      const named = kind === "end" ? order.slice(0, 10) : order;
      // Once for each of the two processes.
      return named.flatMap(({ secret }) => [
        { kind, secret },
        { kind, secret },
      ]);
    });
    const answers = await fleet.call(calls);
    expect(answers).toHaveLength(calls.length);
    const refused = answers.filter(({ ok, reason }) => !ok && reason !== "UNAUTHENTICATED");
    expect(refused).toEqual([]);
    const left = await fleet.call(sessions.map(({ secret }) => ({ kind: "read", secret })));
    expect(left.filter(({ userId }) => userId === undefined)).toHaveLength(10);
  }
});

it("calls of accounts that are being deleted are refused, and don't fail", async () => {
  const kinds = ["hand-on", "verify-address", "consent"] as const;
  for (let round = 0; round < 5; round++) {
    const sessions = await signInMany(pair, 20);
    const calls = sessions.flatMap(({ secret }): Call[] => [
      ...kinds.map((kind) => ({ kind, secret })),
      { kind: "delete", secret },
    ]);
    const answers = await fleet.call(calls);
    const reasons = answers.flatMap(({ reason }) => reason ?? []);
    expect(reasons.filter((reason) => reason !== "UNAUTHENTICATED")).toEqual([]);
    const left = await fleet.call(sessions.map(({ secret }) => ({ kind: "read", secret })));
    expect(left.filter(({ userId }) => userId !== undefined)).toEqual([]);
  }
});
