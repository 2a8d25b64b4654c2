import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { idToken, lucia, type LuciaAuth, LuciaTokenError, passwordToken } from "../src/lucia.ts";
import { type App, cookiesOf, PUBLIC_URL, SECRET, startApp } from "./app.ts";

/*
 * Lucia's documents "One-time passwords" and "Password reset", with their imports changed: what is between the lines
 * "as written" is theirs.
 */

let auth: LuciaAuth;
let app: App;
beforeAll(async () => {
  app = await startApp();
  auth = lucia({
    database: app.database.url,
    secret: SECRET,
    publicUrl: PUBLIC_URL,
    sendMail: () => {},
  });
});
afterAll(async () => {
  await auth.close();
  await app.close();
});

const sent: Record<string, { password?: string; token?: string }> = {};
const sendEmail = (email: string, { password }: { password: string }) =>
  void (sent[email] = { password });
const sendPasswordResetEmail = async (email: string, token: string) =>
  void (sent[email] = { token });
const fail = (status: number, data: { message: string }) => ({ status, ...data });
/** The app's own look-up. */
const db = {
  authUser: {
    findFirst: ({ where: { email } }: { where: { email: string } }) => auth.users.find({ email }),
  },
};

describe("signing in by a one-time password", () => {
  const outcome: string[] = [];
  beforeEach(() => void outcome.splice(0));

  const otpToken = () => passwordToken(auth, "otp", { expiresIn: 60 * 60 });
  const sendOtp = async (user: { userId: string }, email: string) => {
    // As written:
    const otp = await otpToken().issue(user.userId);
    sendEmail(email, {
      password: otp.toString(),
    });
  };
  const validateOtp = async (password: string) => {
    // As written:
    const authRequest = auth.handleRequest();
    const { session } = await authRequest.validateUser();
    if (!session) throw new Error("Nobody is signed in.");
    try {
      const token = await otpToken().validate(password, session.userId);
      await auth.invalidateAllUserSessions(token.userId);
      outcome.push("valid");
    } catch (e) {
      if (e instanceof LuciaTokenError && e.message === "EXPIRED_TOKEN") outcome.push("expired");
      if (e instanceof LuciaTokenError && e.message === "INVALID_TOKEN") outcome.push("invalid");
    }
  };

  async function visitor(email: string) {
    const user = await auth.users.create({ email });
    const session = await auth.createSession(user.userId);
    const cookie = new Headers({ "set-cookie": auth.sessions.cookie(session) });
    return { user, request: cookiesOf({ headers: cookie }) };
  }

  it("validates a code of the session's user once, ends their sessions, and tells expired from wrong", async () => {
    const { user, request } = await visitor("otp@example.com");
    await sendOtp(user, "otp@example.com");
    const password = sent["otp@example.com"]?.password ?? "";
    const validate = (code: string) => auth.withRequest({ request }, () => validateOtp(code));
    await validate(password === "000000" ? "111111" : "000000");
    await validate(password);
    expect(outcome).toEqual(["invalid", "valid"]);
    expect(await auth.getSession(request)).toBeNull();
  });

  it("says of a late code that it has expired", async () => {
    const { user, request } = await visitor("late@example.com");
    await sendOtp(user, "late@example.com");
    await app.passTime(60 * 60);
    await auth.withRequest({ request }, () =>
      validateOtp(sent["late@example.com"]?.password ?? ""),
    );
    expect(outcome).toEqual(["expired"]);
  });
});

describe("a password reset", () => {
  const passwordResetToken = () => idToken(auth, "password-reset", { expiresIn: 60 * 60 });
  const ask = async (email: string) => {
    // As written:
    const databaseUser = await db.authUser.findFirst({
      where: {
        email: email,
      },
    });
    if (!databaseUser) {
      return fail(400, {
        message: "Email does not exist",
      });
    }
    const user = auth.transformDatabaseUser(databaseUser);
    const token = await passwordResetToken().issue(user.userId);
    await sendPasswordResetEmail(user.email, token.toString());
    return null;
  };
  const reset = async (params: { token?: string }, password: string) => {
    const locals = { auth: auth.handleRequest({ request: new Headers() }) };
    // As written:
    const token = await passwordResetToken().validate(params.token ?? "");
    const user = await auth.getUser(token.userId);
    await auth.invalidateAllUserSessions(user.userId);
    await auth.updateKeyPassword("email", user.email, password);
    const session = await auth.createSession(user.userId);
    locals.auth.setSession(session);
    return locals.auth.headers;
  };

  it("mails a link, sets the password by it once, and signs in where it was opened", async () => {
    const email = "reset@example.com";
    await auth.users.create({ email, emailVerified: true });
    expect(await ask("nobody@example.com")).toMatchObject({ status: 400 });
    expect(await ask(email)).toBeNull();
    const link = { token: sent[email]?.token ?? "" };
    const headers = await reset(link, "a good password, at last");
    expect(await auth.getSession(cookiesOf({ headers }))).toMatchObject({
      user: { email, hasPassword: true },
    });
    await expect(reset(link, "a good password, again")).rejects.toThrow(
      new LuciaTokenError("INVALID_TOKEN"),
    );
    expect(await auth.getKeyUser("email", email)).toMatchObject({ email });
  });
});
