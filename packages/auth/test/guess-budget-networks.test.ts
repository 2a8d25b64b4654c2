import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { networksOf } from "../src/client.ts";
import { requestEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { signInWithPassword } from "../src/flows/password/password.ts";
import { clientBudgets } from "../src/guess-budget/budgets.ts";
import { rememberNow } from "../src/testing/remember-now.ts";
import type { Call } from "./processes/caller.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { ANEW, LAPTOP, type Product, wrongCode } from "./product.ts";

/**
 * Five wrong guesses a client: twenty a /56, eighty a /48 or an IPv4 /24, and twenty more for the known devices of
 * each. Five an address, so that devices soon use their own.
 */
const policy = { guessBudget: { perClient: 5, perAddress: 5 } };

let product: Product;
let fleet: Fleet;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet(policy));
});
beforeEach(() => product.passTime(86_400));
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

/** Wrong guesses at nobody's codes, as many from each address. */
async function guessFrom(ips: string[], each: number): Promise<Call[]> {
  const guesses = ips.flatMap((ip) => Array.from({ length: each }, () => ip));
  const challenges = await Promise.all(
    Array.from({ length: Math.ceil(guesses.length / 5) }, () => product.requestAndRead(anybody())),
  );
  return guesses.map((ip, guess): Call => {
    const { otpId = "", code = "" } = challenges[Math.floor(guess / 5)] ?? {};
    return { kind: "code", otpId, code: wrongCode(code, 1 + (guess % 5)), ip };
  });
}

async function countJudged(calls: Call[]): Promise<number> {
  const answers = await fleet.call(calls);
  expect(answers.every(({ ok }) => !ok)).toBe(true);
  return answers.filter(({ reason }) => reason === "INVALID_TOKEN").length;
}

async function isJudged(ip: string): Promise<boolean> {
  return (await countJudged(await guessFrom([ip], 1))) === 1;
}

/** A code that a browser asks for, which signed in before if it has a cookie. */
async function ask(email: string, deviceCookie: string | null, ip: string) {
  const client = { ...LAPTOP, ip, deviceCookie };
  const request = { email, collection: "users", phrase: false, next: null, client };
  const { otpId } = await requestEmailOtp(product.auth, request);
  return { otpId, code: (await product.readMail(otpId))?.code?.digits ?? "" };
}

const range = (length: number) => Array.from({ length }, (_, n) => n);

describe("the networks of a client", () => {
  it("are named from the widest to its own, however its address is written", () => {
    const shown = (ip: string | null) => networksOf({ ip }).map(({ clients }) => clients);
    expect(shown("203.0.113.7")).toEqual([16, 1]);
    expect(shown("2001:db8:1:2::3")).toEqual([16, 4, 1]);
    expect(shown(null)).toEqual([20]);
    expect(networksOf({ ip: "::ffff:203.0.113.7" })).toEqual(networksOf({ ip: "203.0.113.7" }));
    const [wide, site] = networksOf({ ip: "2001:db8:1:2ff::3" });
    expect(networksOf({ ip: "2001:db8:1:200::" })[1]).toEqual(site);
    expect(networksOf({ ip: "2001:db8:1:300::" })[1]).not.toEqual(site);
    expect(networksOf({ ip: "2001:db8:1:ffff::" })[0]).toEqual(wide);
    expect(networksOf({ ip: "2001:db8:2::" })[0]).not.toEqual(wide);
  });
});

describe("wrong guesses at once, from two processes and many addresses of a network", () => {
  it("never outnumber four clients' guesses in an IPv6 /56, and lock out nobody outside of it", async () => {
    const ips = range(30).map((subnet) => `2001:db8:5:a${subnet.toString(16).padStart(2, "0")}::1`);
    const calls = await guessFrom(ips, 5);
    expect(await countJudged(calls)).toBe(20);
    expect(await isJudged("2001:db8:5:aff::9")).toBe(false);
    expect(await isJudged("2001:db8:5:b00::9")).toBe(true);
  });

  it("never outnumber sixteen clients' guesses in an IPv6 /48", async () => {
    const ips = range(50).map((site) => `2001:db8:6:${(site * 256).toString(16)}::1`);
    const judged = await countJudged(await guessFrom(ips, 4));
    expect(judged).toBeLessThanOrEqual(80);
    expect(judged).toBeGreaterThan(70);
    expect(await isJudged("2001:db8:7::1")).toBe(true);
  });

  it("never outnumber sixteen clients' guesses in an IPv4 /24, and a few clients don't lock out the rest", async () => {
    const few = await guessFrom(
      range(6).map((host) => `203.0.113.${host}`),
      5,
    );
    expect(await countJudged(few)).toBe(30);
    expect(await isJudged("203.0.113.200")).toBe(true);
    const many = await guessFrom(
      range(30).map((host) => `203.0.113.${100 + host}`),
      5,
    );
    const judged = await countJudged(many);
    expect(judged).toBeLessThanOrEqual(49);
    expect(judged).toBeGreaterThan(40);
    expect(await isJudged("203.0.114.1")).toBe(true);
  });
});

describe("a neighbour in a network whose guesses are spent", () => {
  it("has the guesses of a known device, if they signed in on that browser before", async () => {
    const ips = range(30).map((subnet) => `2001:db8:8:a${subnet.toString(16).padStart(2, "0")}::1`);
    await countJudged(await guessFrom(ips, 5));
    const email = anybody();
    const deviceCookie = await rememberNow(product.auth, { collection: "users", email });
    const ip = "2001:db8:8:aff::1";
    const stranger = await ask(email, null, ip);
    const known = await ask(email, deviceCookie, ip);
    const calls = [stranger, known].map((asked): Call => ({ kind: "code", ...asked, ip }));
    const answers = await fleet.call(calls);
    expect(answers).toMatchObject([{ reason: "TOO_MANY_ATTEMPTS" }, { ok: true }]);
  });
});

it("a right password of a known device costs nothing, even if both wider networks are spent", async () => {
  const address = { collection: "users", email: anybody() };
  const password = "seven lamps over the harbour";
  await product.auth.createUser({ email: address.email, emailVerified: true });
  await product.auth.updateKeyPassword("email", address.email, password);
  const deviceCookie = await rememberNow(product.auth, address);
  const client = { ...LAPTOP, ip: "2001:db8:9:a00::1", deviceCookie };
  const [, ...wider] = await clientBudgets(product.auth, client);
  expect(wider).toHaveLength(2);
  const rows = wider.flatMap(({ budget, guesses }) =>
    range(guesses).map((slot) => ({ budget, slot: slot + 1, at: sql<Date>`now()` })),
  );
  await product.owner.insertInto("spent_guesses").values(rows).execute();
  const spent = async () =>
    (await product.owner.selectFrom("spent_guesses").select(["budget", "slot"]).execute()).length;
  const before = await spent();
  const enter = (guess: string) =>
    signInWithPassword(product.auth, { ...address, password: guess }, { ...ANEW, client });
  expect(await enter(password)).toMatchObject({ ok: true });
  expect(await spent()).toBe(before);
  expect(await enter("a wrong one")).toMatchObject({ reason: "INVALID_CREDENTIALS" });
  expect(await spent()).toBe(before + 5);
});

describe("devices that somebody made known at addresses of their own", () => {
  const ip = (host: number) => `198.51.100.${host}`;

  /**
   * Wrong guesses at ten codes of addresses with a known device each, two codes a device, each code from a host of its
   * own.
   */
  async function guessFromKnown(firstHost: number): Promise<Call[]> {
    const calls: Call[] = [];
    for (const device of range(5)) {
      const email = anybody();
      const deviceCookie = await rememberNow(product.auth, { collection: "users", email });
      for (const challenge of range(2)) {
        const host = ip(firstHost + 2 * device + challenge);
        const { otpId, code } = await ask(email, deviceCookie, host);
        calls.push(
          ...range(5).map((n): Call => ({
            kind: "code",
            otpId,
            code: wrongCode(code, n + 1),
            ip: host,
          })),
        );
      }
    }
    return calls;
  }

  it("share four clients' guesses beyond their network's, and others in the network keep theirs until then", async () => {
    await countJudged(await guessFrom(range(40).map(ip), 5));
    expect(await isJudged(ip(99))).toBe(false);
    const [first = [], second = []] = [await guessFromKnown(100), await guessFromKnown(110)];
    expect(await countJudged(first.slice(0, 15))).toBe(15);

    const email = anybody();
    const deviceCookie = await rememberNow(product.auth, { collection: "users", email });
    const owners = await Promise.all([200, 201].map((host) => ask(email, deviceCookie, ip(host))));
    const enter = async ({ otpId = "", code = "" } = {}) =>
      (await fleet.call([{ kind: "code", otpId, code, ip: ip(202) }]))[0];
    expect(await enter(owners[0])).toMatchObject({ ok: true });

    expect(await countJudged([...first.slice(15), ...second])).toBe(5);
    expect(await enter(owners[1])).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
  });
});
