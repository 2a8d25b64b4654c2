import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInWithPassword } from "../src/password/password.ts";
import { findSession } from "../src/session/session.ts";
import { idToken, passwordToken, TokenError } from "../src/tokens/tokens.ts";
import { ANEW, type Product, startProduct, wrongCode } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const HOUR = 60 * 60;

describe("a password reset, written by an app over the library", () => {
  it("mails a link, validates it, ends sessions and tokens, sets the password, starts a session", async () => {
    const { auth } = product;
    const passwordResetToken = idToken(auth, "my-password-reset", { expiresIn: HOUR });
    const { userId, email } = await auth.createUser({
      email: "reset@example.com",
      emailVerified: true,
    });
    await auth.updateKeyPassword("email", email, "the old password of ada");
    const old = await auth.createSession(userId);

    const link = (await passwordResetToken.issue(userId)).toString();
    const other = (await passwordResetToken.issue(userId)).toString();

    const token = await passwordResetToken.validate(link);
    const user = await auth.getUser(token.userId);
    await auth.invalidateAllUserSessions(user.userId);
    await passwordResetToken.invalidateAllUserTokens(user.userId);
    await auth.updateKeyPassword("email", user.email, "the new password of ada");
    const session = await auth.createSession(user.userId);

    expect(await findSession(auth, session.toString())).toMatchObject({ user: { email } });
    expect(await findSession(auth, old.toString())).toBeNull();
    await expect(passwordResetToken.validate(link)).rejects.toThrow(
      new TokenError("INVALID_TOKEN"),
    );
    await expect(passwordResetToken.validate(other)).rejects.toThrow(
      new TokenError("INVALID_TOKEN"),
    );
    const signIn = (password: string) =>
      signInWithPassword(auth, { email, collection: "users", password }, ANEW);
    expect(await signIn("the old password of ada")).toMatchObject({
      reason: "INVALID_CREDENTIALS",
    });
    expect(await signIn("the new password of ada")).toMatchObject({ ok: true });
  });

  it("tells an expired link from an invalid one", async () => {
    const resets = idToken(product.auth, "my-password-reset", { expiresIn: HOUR });
    const { userId } = await product.auth.createUser({ email: "late@example.com" });
    const link = (await resets.issue(userId)).toString();
    await product.passTime(HOUR);
    await expect(resets.validate(link)).rejects.toThrow(new TokenError("EXPIRED_TOKEN"));
    await expect(resets.validate(`${link}x`)).rejects.toThrow(new TokenError("INVALID_TOKEN"));
  });
});

describe("a verification by one-time password, written by an app over the library", () => {
  it("validates the password that was mailed beside the user of the session", async () => {
    const { auth } = product;
    const otpToken = passwordToken(auth, "otp", { expiresIn: HOUR });
    const user = await auth.createUser({ email: "verify@example.com" });
    const session = await auth.createSession(user.userId);

    const otp = await otpToken.issue(user.userId);
    const typed = otp.toString();
    const wrong = otpToken.validate(wrongCode(typed), session.userId);
    await expect(wrong).rejects.toThrow(new TokenError("INVALID_TOKEN"));

    const token = await otpToken.validate(typed, session.userId);
    await auth.invalidateAllUserSessions(token.userId);
    expect(await findSession(auth, session.toString())).toBeNull();
  });

  it("asks for a new one when the password has expired", async () => {
    const otpToken = passwordToken(product.auth, "otp", { expiresIn: HOUR });
    const { userId } = await product.auth.createUser({ email: "slow@example.com" });
    const typed = (await otpToken.issue(userId)).toString();
    await product.passTime(HOUR);
    const late = otpToken.validate(typed, userId);
    await expect(late).rejects.toThrow(new TokenError("EXPIRED_TOKEN"));
    const again = (await otpToken.issue(userId)).toString();
    expect(await otpToken.validate(again, userId)).toMatchObject({ userId });
  });
});
