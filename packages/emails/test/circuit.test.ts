import { beforeEach, expect, test } from "vitest";
import { type CircuitState, createCircuit } from "../src/circuit.ts";

const PAUSE_MS = 30_000;

let now: number;
let states: CircuitState[];
let circuit: ReturnType<typeof createCircuit>;
beforeEach(() => {
  now = 0;
  states = [];
  const onChange = (state: CircuitState) => states.push(state);
  circuit = createCircuit({ opensAfter: 3, pauseMs: PAUSE_MS, now: () => now, onChange });
});

/** Enters, which must be possible. */
function ask() {
  const answer = circuit.enter();
  if (!answer) throw new Error("The circuit is open.");
  return answer;
}

const fail = (times: number) => Array.from({ length: times }, ask).forEach((it) => it(false));

test("a circuit opens at the third failure in a row, and not before", () => {
  fail(2);
  ask()(true);
  fail(2);
  expect(circuit.enter()).not.toBeNull();
  fail(1);
  expect(circuit.enter()).toBeNull();
  expect(states).toEqual(["open"]);
});

test("after its pause a circuit lets exactly one request through, and a good answer closes it", () => {
  fail(3);
  now = PAUSE_MS - 1;
  expect(circuit.enter()).toBeNull();
  now = PAUSE_MS;
  const probe = ask();
  expect(circuit.enter()).toBeNull();
  now = 10 * PAUSE_MS;
  expect(circuit.enter(), "the one is still on its way").toBeNull();
  probe(true);
  fail(2);
  expect(circuit.enter(), "counted from none again").not.toBeNull();
  expect(states).toEqual(["open", "half-open", "closed"]);
});

test("a bad answer opens a circuit for another pause", () => {
  fail(3);
  now = PAUSE_MS;
  ask()(false);
  now = 2 * PAUSE_MS - 1;
  expect(circuit.enter()).toBeNull();
  now = 2 * PAUSE_MS;
  expect(circuit.enter()).not.toBeNull();
  expect(states).toEqual(["open", "half-open", "open", "half-open"]);
});

test("answers to requests from before a circuit changed don't count", () => {
  const [early, late] = [ask(), ask()];
  fail(3);
  early(true);
  expect(circuit.enter(), "a success from before doesn't close it").toBeNull();
  now = PAUSE_MS;
  const probe = ask();
  late(false);
  probe(true);
  expect(circuit.enter(), "a failure from before doesn't open it").not.toBeNull();
});

test("an answer counts only once for a circuit", () => {
  const answer = ask();
  for (let times = 0; times < 5; times++) answer(false);
  expect(circuit.enter()).not.toBeNull();
});
