import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WeakPasswordError } from "../src/auth.ts";
import { signInWithPassword } from "../src/flows/password/password.ts";
import { findSession } from "../src/session/session.ts";
import { idToken, passwordToken, TokenError } from "../src/tokens/tokens.ts";
import { ANEW, type Product, startProduct, wrongCode } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { collections: { staff: { signUp: false } } } });
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

  it("leaves the link unused and the sessions live if the new password is weak", async () => {
    const { auth } = product;
    const resets = idToken(auth, "my-password-reset", { expiresIn: HOUR });
    const { userId, email } = await auth.createUser({ email: "weak@example.com" });
    const session = await auth.createSession(userId);
    const link = (await resets.issue(userId)).toString();
    const reset = async (password: string) => {
      const token = await resets.validate(link, { newPassword: password });
      await auth.invalidateAllUserSessions(token.userId);
      await auth.updateKeyPassword("email", email, password);
    };
    await expect(reset("short")).rejects.toThrow(new WeakPasswordError("too short"));
    await expect(reset("weak@example.com")).rejects.toThrow(new WeakPasswordError("contextual"));
    expect(await findSession(auth, session.toString())).toMatchObject({ user: { email } });
    await reset("a good password, at last");
    expect(await findSession(auth, session.toString())).toBeNull();
    await expect(reset("a good password, again")).rejects.toThrow(new TokenError("INVALID_TOKEN"));
  });

  it("sets the password only in the named collection", async () => {
    const { auth } = product;
    const both = "both@example.com";
    const [user, staff] = [
      await auth.createUser({ email: both }),
      await auth.createUser({ email: both, collection: "staff" }),
    ];
    await auth.updateKeyPassword("email", both, "a password of the users'");
    await auth.updateKeyPassword("email", both, "a password of the staff's", staff.collection);
    const signIn = (collection: string, password: string) =>
      signInWithPassword(auth, { email: both, collection, password }, ANEW);
    expect(await signIn("users", "a password of the users'")).toMatchObject({
      user: { id: user.id },
    });
    expect(await signIn("staff", "a password of the staff's")).toMatchObject({
      user: { id: staff.id },
    });
    expect(await signIn("users", "a password of the staff's")).toMatchObject({ ok: false });
    expect(await signIn("staff", "a password of the users'")).toMatchObject({ ok: false });
    await expect(
      auth.updateKeyPassword("email", both, "a password of nobody's", "toString"),
    ).rejects.toThrow("no such collection");
  });

  it("distinguishes an expired link from an invalid one", async () => {
    const resets = idToken(product.auth, "my-password-reset", { expiresIn: HOUR });
    const { userId } = await product.auth.createUser({ email: "late@example.com" });
    const link = (await resets.issue(userId)).toString();
    await product.passTime(HOUR);
    await expect(resets.validate(link)).rejects.toThrow(new TokenError("EXPIRED_TOKEN"));
    await expect(resets.validate(`${link}x`)).rejects.toThrow(new TokenError("INVALID_TOKEN"));
  });
});

describe("a verification by one-time password, written by an app over the library", () => {
  it("validates the password that was mailed, together with the user of the session", async () => {
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
