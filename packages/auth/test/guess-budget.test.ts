import { challengeStatus } from "../src/challenge/status.ts";
import type { Client } from "../src/client.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { guessBound, lengthBudgets } from "../src/policy/guess-bound.ts";
import { rememberNow } from "../src/testing/remember-now.ts";
import { createPolicy } from "../src/policy/policy.ts";
import { ANEW, LAPTOP, type Product, startProduct, wrongCode } from "./product.ts";

const DAY = 86_400;
let product: Product;
let email: string;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => void (email = `${crypto.randomUUID()}@example.com`));
afterAll(() => product.close());

let clients = 0;
const someClient = () => ({ ...LAPTOP, ip: `203.0.${(clients >> 8) & 255}.${clients++ & 255}` });

async function guess(otpId: string, code: string, client: Client = someClient()) {
  const credential = { challenge: otpId, code };
  const result = await signInWithEmailOtp(product.auth, credential, {
    client,
    previousSecret: null,
  });
  return result.ok ? "GRANTED" : result.reason;
}

/** Wrong guesses at challenges of an address, a few each, each from another client. */
async function attack(address: string, guesses: number): Promise<string[]> {
  const verdicts: string[] = [];
  while (verdicts.length < guesses) {
    const { otpId, codeLength } = await product.request(address);
    const mail = await product.readMail(otpId);
    const code = mail?.code?.digits ?? "0".repeat(codeLength ?? 6);
    for (let step = 1; step <= 5 && verdicts.length < guesses; step++) {
      verdicts.push(await guess(otpId, wrongCode(code, step)));
    }
  }
  return verdicts;
}

const ask = (client = LAPTOP) =>
  requestEmailOtp(product.auth, {
    email,
    collection: "users",
    phrase: false,
    next: null,
    client,
  });

const spentGuesses = async () =>
  (await product.auth.db.selectFrom("spent_guesses").selectAll().execute()).length;

describe("the guess budget of an address", () => {
  it("is 20 over all challenges and clients, and no challenge brings more", async () => {
    const verdicts = await attack(email, 20);
    expect(verdicts).toEqual(Array(20).fill("INVALID_TOKEN"));
    const { otpId, codeLength } = await ask();
    expect(codeLength).toBeNull();
    expect(await guess(otpId, "123456")).toBe("TOO_MANY_ATTEMPTS");
  });

  it("leaves the owner the link, in every mail, and closes no other address", async () => {
    const early = await product.requestAndRead(email);
    await attack(email, 20);
    expect(await guess(early.otpId, early.code)).toBe("TOO_MANY_ATTEMPTS");
    expect(await challengeStatus(product.auth, "email-otp", early.otpId)).toMatchObject({
      status: { codeLength: null },
    });
    const { otpId } = await product.request(email);
    const mail = await product.readMail(otpId);
    expect(mail?.code).toBeNull();
    const token = mail?.link.url.split("/").at(-1) ?? "";
    expect(await signInWithEmailOtp(product.auth, { token }, ANEW)).toMatchObject({ ok: true });
    const other = await product.requestAndRead();
    expect(await guess(other.otpId, other.code)).toBe("GRANTED");
  });

  it("is full again a day later, and not before", async () => {
    await attack(email, 20);
    await product.passTime(DAY - 60);
    expect((await ask()).codeLength).toBeNull();
    await product.passTime(60);
    expect((await ask()).codeLength).toBe(6);
    const { otpId, code } = await product.requestAndRead(email);
    expect(await guess(otpId, code)).toBe("GRANTED");
  });

  it("isn't spent by right codes, nor by guesses that aren't judged", async () => {
    const before = await spentGuesses();
    for (let round = 0; round < 25; round++) {
      const { otpId, code } = await product.requestAndRead(email);
      expect(await guess(otpId, code)).toBe("GRANTED");
      expect(await guess(otpId, code)).toBe("INVALID_TOKEN");
    }
    expect(await spentGuesses()).toBe(before);
  });
});

describe("a browser that signed in before", () => {
  it("has ten guesses of its own when strangers have spent the address's", async () => {
    const deviceCookie = await rememberNow(product.auth, { collection: "users", email });
    const known = { ...LAPTOP, ip: "192.0.2.77", deviceCookie };
    await attack(email, 20);
    expect((await ask()).codeLength).toBeNull();
    const challenges = [await ask(known), await ask(known), await ask(known)];
    expect(challenges.map(({ codeLength }) => codeLength)).toEqual([6, 6, 6]);
    const [first, second, third] = challenges.map(({ otpId }) => otpId) as [string, string, string];
    const mails = await Promise.all([first, second, third].map(product.readMail));
    const codes = mails.map((mail) => mail?.code?.digits ?? "");
    for (const [index, otpId] of [first, second].entries()) {
      for (let step = 1; step <= 4; step++) {
        expect(await guess(otpId, wrongCode(codes[index] ?? "", step), known)).toBe(
          "INVALID_TOKEN",
        );
      }
    }
    expect(await guess(third, codes[2] ?? "", known)).toBe("GRANTED");
    expect(await guess(first, wrongCode(codes[0] ?? "", 9), known)).toBe("INVALID_TOKEN");
    expect(await guess(second, wrongCode(codes[1] ?? "", 9), known)).toBe("INVALID_TOKEN");
    expect((await ask(known)).codeLength).toBeNull();
  });

  it("is known only at its own address, and by its MAC", async () => {
    const other = { collection: "users", email: "somebody-else@example.com" };
    const elsewhere = await rememberNow(product.auth, other);
    const own = await rememberNow(product.auth, { collection: "users", email });
    const bytes = Buffer.from(own, "base64url");
    bytes[79] = (bytes[79] ?? 0) ^ 1;
    const forged = bytes.toString("base64url");
    await attack(email, 20);
    for (const deviceCookie of [elsewhere, forged, "nonsense", `${own}${own}`, `${own}=`]) {
      expect((await ask({ ...LAPTOP, deviceCookie })).codeLength).toBeNull();
    }
    const both = await rememberNow(product.auth, other, own);
    expect((await ask({ ...LAPTOP, deviceCookie: both })).codeLength).toBe(6);
  });
});

describe("the guess budget of a client", () => {
  it("is 100 over all addresses, by /64 for IPv6", async () => {
    const verdicts: string[] = [];
    for (let address = 0; address < 21; address++) {
      const { otpId, code } = await product.requestAndRead(`${address}-${email}`);
      for (let step = 1; step <= 5; step++) {
        const client = { ...LAPTOP, ip: `2001:db8:1:2::${address}:${step}` };
        verdicts.push(await guess(otpId, wrongCode(code, step), client));
      }
    }
    expect(verdicts.slice(0, 100)).toEqual(Array(100).fill("INVALID_TOKEN"));
    expect(verdicts.slice(100)).toEqual(Array(5).fill("TOO_MANY_ATTEMPTS"));
    const { otpId, code } = await product.requestAndRead(email);
    expect(await guess(otpId, code, { ...LAPTOP, ip: "2001:db8:1:2::9" })).toBe(
      "TOO_MANY_ATTEMPTS",
    );
    expect(await guess(otpId, code, { ...LAPTOP, ip: "2001:db8:1:3::9" })).toBe("GRANTED");
  });

  it("isn't shared by everybody if a proxy passes no addresses on: then only the other budgets apply", async () => {
    const nobodys = { ...LAPTOP, ip: null };
    for (let address = 0; address < 20; address++) {
      const { otpId, code } = await product.requestAndRead(`${address}-${email}`);
      for (let step = 1; step <= 5; step++) await guess(otpId, wrongCode(code, step), nobodys);
    }
    const { otpId, code } = await product.requestAndRead(email);
    expect(await guess(otpId, code, nobodys)).toBe("GRANTED");
  });
});

describe("the bound", () => {
  it("is below a hundredth of a code a day, summed over lengths", () => {
    const policy = createPolicy();
    expect(lengthBudgets(policy)).toEqual([
      { digits: 6, guesses: 5_000 },
      { digits: 7, guesses: 25_000 },
      { digits: 8, guesses: 125_000 },
      { digits: 9, guesses: 625_000 },
      { digits: 10, guesses: 6_250_000 },
    ]);
    expect(guessBound(policy).expectedPerDay).toBeCloseTo(0.01, 10);
    expect(guessBound(policy).perAddressPerDay).toBeCloseTo(20 / 1e6, 10);
  });
});
