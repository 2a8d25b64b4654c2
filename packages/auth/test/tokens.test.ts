import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuthUser } from "../src/auth.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { completePasswordReset } from "../src/flows/password-reset/password-reset.ts";
import { idToken, passwordToken, TokenError } from "../src/tokens/tokens.ts";
import { ANEW, type Product, startProduct, wrongCode } from "./product.ts";

const GOOD_PASSWORD = "a lamp beside the old harbour";

let product: Product;
let user: AuthUser;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  user = await product.auth.createUser({ email: `${crypto.randomUUID()}@example.com` });
});
afterAll(() => product.close());

const invalid = new TokenError("INVALID_TOKEN");
const expired = new TokenError("EXPIRED_TOKEN");

describe("an id token", () => {
  const links = () => idToken(product.auth, "password-reset", { expiresIn: 3600 });

  it("identifies its user once", async () => {
    const token = await links().issue(user.userId);
    expect(token.userId).toBe(user.userId);
    expect((await links().validate(token.toString())).userId).toBe(user.userId);
    await expect(links().validate(token.toString())).rejects.toThrow(invalid);
  });

  it("isn't accepted as one of our own tokens, whatever its name, nor one of those in its place", async () => {
    const token = await links().issue(user.userId);
    const reset = await completePasswordReset(product.auth, token.toString(), GOOD_PASSWORD, ANEW);
    expect(reset).toMatchObject({ ok: false, reason: "INVALID_TOKEN" });
    const signIn = idToken(product.auth, "email-otp", { expiresIn: 3600 });
    const own = (await signIn.issue(user.userId)).toString();
    expect(await signInWithEmailOtp(product.auth, { token: own }, ANEW)).toMatchObject({
      ok: false,
      reason: "INVALID_TOKEN",
    });
    expect((await links().validate(token.toString())).userId).toBe(user.userId);
    const { token: mailed } = await product.requestAndRead(user.email);
    await expect(signIn.validate(mailed)).rejects.toThrow(invalid);
    expect(await signInWithEmailOtp(product.auth, { token: mailed }, ANEW)).toMatchObject({
      ok: true,
    });
  });

  it("expires, and then says so", async () => {
    const token = await links().issue(user.userId);
    await product.passTime(3600);
    await expect(links().validate(token.toString())).rejects.toThrow(expired);
  });

  it("is refused under another name, and isn't used up by that", async () => {
    const token = await links().issue(user.userId);
    const other = idToken(product.auth, "unsubscribe", { expiresIn: 3600 });
    await expect(other.validate(token.toString())).rejects.toThrow(invalid);
    expect((await links().validate(token.toString())).userId).toBe(user.userId);
  });

  it("ends with all tokens of its user", async () => {
    const [one, two] = [await links().issue(user.userId), await links().issue(user.userId)];
    await links().invalidateAllUserTokens(user.userId);
    await expect(links().validate(one.toString())).rejects.toThrow(invalid);
    await expect(links().validate(two.toString())).rejects.toThrow(invalid);
  });

  it("shows its secret only in toString", async () => {
    const token = await links().issue(user.userId);
    expect(token.toString()).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(token) + inspect(token)).not.toContain(token.toString());
  });
});

describe("a password token", () => {
  const codes = () => passwordToken(product.auth, "otp", { expiresIn: 3600 });

  it("is accepted together with its user, once", async () => {
    const code = await codes().issue(user.userId);
    expect(code.toString()).toMatch(/^\d{6}$/);
    expect((await codes().validate(code.toString(), user.userId)).userId).toBe(user.userId);
    await expect(codes().validate(code.toString(), user.userId)).rejects.toThrow(invalid);
  });

  it("is refused together with another user", async () => {
    const other = await product.auth.createUser({ email: `${crypto.randomUUID()}@example.com` });
    const code = await codes().issue(user.userId);
    await expect(codes().validate(code.toString(), other.userId)).rejects.toThrow(invalid);
  });

  it("expires, and then says so", async () => {
    const code = await codes().issue(user.userId);
    await product.passTime(3600);
    await expect(codes().validate(code.toString(), user.userId)).rejects.toThrow(expired);
  });

  it("survives four wrong guesses and not five", async () => {
    const code = (await codes().issue(user.userId)).toString();
    for (let guess = 1; guess <= 5; guess++) {
      await expect(codes().validate(wrongCode(code, guess), user.userId)).rejects.toThrow(invalid);
    }
    await expect(codes().validate(code, user.userId)).rejects.toThrow(invalid);
  });

  it("doesn't end an earlier one", async () => {
    const [one, two] = [await codes().issue(user.userId), await codes().issue(user.userId)];
    await codes().validate(one.toString(), user.userId);
    await codes().validate(two.toString(), user.userId);
  });

  it.each([true, null, 0, [], ["123456"], { $gt: "" }, "__proto__", "１２３４", "9".repeat(1e6)])(
    "refuses %j without an error",
    async (odd) => {
      await codes().issue(user.userId);
      await expect(codes().validate(odd as string, user.userId)).rejects.toThrow(invalid);
      await expect(codes().validate("123456", odd as string)).rejects.toThrow(invalid);
    },
  );
});
