import { beforeEach, expect, test } from "vitest";
import { createCircuit } from "../src/circuit.ts";
import { withFallback } from "../src/fallback.ts";
import type { DeliveryResult, Provider } from "../src/transport.ts";
import { NEVER, outgoing } from "./outgoing.ts";

/** A provider that gives the answers it is set up with, and notes its requests. */
function scripted(provider: string) {
  const asked: string[] = [];
  const answers: (DeliveryResult | Error)[] = [];
  const taken: DeliveryResult = { ok: true, provider, providerId: null };
  const self: Provider = {
    async deliver(message) {
      asked.push(message.id);
      const answer = answers.shift() ?? taken;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    check: async () => null,
    close: () => {},
  };
  return { self, asked, answers };
}

const failed = { ok: false, provider: "first", reason: "first: no" } as const;
const temporary: DeliveryResult = { ...failed, problem: "temporary" };
const busy: DeliveryResult = { ...failed, problem: "temporary", retryAfterMs: 1_000 };
const rejected: DeliveryResult = { ...failed, problem: "rejected" };
const misconfigured: DeliveryResult = { ...failed, problem: "misconfigured" };

let first: ReturnType<typeof scripted>;
let second: ReturnType<typeof scripted>;
let both: Provider;
let now: number;
beforeEach(() => {
  now = 0;
  [first, second] = [scripted("first"), scripted("second")];
  const circuit = createCircuit({ opensAfter: 3, pauseMs: 30_000, now: () => now });
  both = withFallback(first.self, second.self, circuit);
});

const send = async () => both.deliver(await outgoing(), NEVER);

test("the second provider isn't used while the first works, whatever that answers to a mail", async () => {
  first.answers.push(rejected, busy, busy, busy, temporary, temporary);
  for (let mail = 0; mail < 8; mail++) await send();
  expect(first.asked).toHaveLength(8);
  expect(second.asked).toEqual([]);
});

test("the second provider is used while the first keeps failing, and the first again when it works", async () => {
  first.answers.push(temporary, temporary, temporary);
  for (let mail = 0; mail < 3; mail++) expect(await send()).toEqual(temporary);
  expect(await send()).toMatchObject({ ok: true, provider: "second" });
  now = 30_000;
  expect(await send()).toMatchObject({ ok: true, provider: "first" });
  expect(await send()).toMatchObject({ ok: true, provider: "first" });
});

test("a mail that the first provider certainly didn't accept goes to the second at once", async () => {
  first.answers.push(misconfigured);
  const message = await outgoing();
  expect(await both.deliver(message, NEVER)).toMatchObject({ ok: true, provider: "second" });
  expect(second.asked).toEqual([message.id]);
});

test("a provider that throws counts as failed", async () => {
  first.answers.push(new Error("a bug"), new Error("a bug"), new Error("a bug"));
  for (let mail = 0; mail < 3; mail++) await expect(send()).rejects.toThrow("a bug");
  expect(await send()).toMatchObject({ provider: "second" });
});
