import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { rememberNow } from "../src/testing/remember-now.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { signInWithPassword } from "../src/flows/password/password.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { ANEW, LAPTOP, type Product } from "./product.ts";

const policy = { guessBudget: { passwordsPerAddress: 6, perClient: 1_000 } };
const RIGHT = "seven lamps over the harbour";

let product: Product;
let fleet: Fleet;
let email: string;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet(policy));
});
beforeEach(async () => {
  email = `${crypto.randomUUID()}@example.com`;
  await product.auth.createUser({ email, emailVerified: true });
  await product.auth.updateKeyPassword("email", email, RIGHT);
});
afterAll(() => product.close());

async function enter(password: string, { address = email, client = LAPTOP } = {}) {
  const input = { email: address, collection: "users", password };
  const result = await signInWithPassword(product.auth, input, { ...ANEW, client });
  return result.ok ? "GRANTED" : result.reason;
}

it("wrong passwords close an address only to passwords, whether it has one or not", async () => {
  for (const address of [email, `nobody-${email}`]) {
    for (let guess = 0; guess < 6; guess++) {
      expect(await enter(`wrong ${guess}`, { address })).toBe("INVALID_CREDENTIALS");
    }
    expect(await enter(RIGHT, { address })).toBe("TOO_MANY_ATTEMPTS");
  }
  const { otpId, code } = await product.requestAndRead(email);
  const credential = { challenge: otpId, code };
  expect(await signInWithEmailOtp(product.auth, credential, ANEW)).toMatchObject({ ok: true });
  await product.passTime(86_400);
  expect(await enter(RIGHT)).toBe("GRANTED");
});

it("a right password costs nothing", async () => {
  for (let round = 0; round < 8; round++) expect(await enter(RIGHT)).toBe("GRANTED");
});

it("a browser that signed in before can still sign in when the address's guesses are spent", async () => {
  const deviceCookie = await rememberNow(product.auth, { collection: "users", email });
  for (let guess = 0; guess < 6; guess++) await enter(`wrong ${guess}`);
  expect(await enter(RIGHT)).toBe("TOO_MANY_ATTEMPTS");
  expect(await enter(RIGHT, { client: { ...LAPTOP, deviceCookie } })).toBe("GRANTED");
});

it("of 40 wrong passwords at once over two processes six are judged", async () => {
  const calls = Array.from({ length: 40 }, (_, guess) => {
    return { kind: "password", email, password: `wrong ${guess}` } as const;
  });
  const answers = await fleet.call(calls);
  const judged = answers.filter(({ reason }) => reason === "INVALID_CREDENTIALS");
  expect(judged.length).toBeLessThanOrEqual(6);
  expect(judged.length).toBeGreaterThan(0);
});
