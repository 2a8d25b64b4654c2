import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";
import { anybody, codeOf, dataOf, linkOf, reasonOf } from "./reading.ts";

const GOOD = "a long and friendly phrase";
let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

async function signUp(email: string) {
  const { otpId } = await dataOf(api.post("password.signUp", { email }));
  const code = codeOf(await api.newestMail("password-sign-up"));
  return dataOf(
    api.post("password.confirmSignUp", { otpId, code, password: GOOD, transport: "token" }),
  );
}

describe("passwords over HTTP", () => {
  it("sign up, in and again after a change, by bearer", async () => {
    const email = anybody();
    const { user, token } = await signUp(email);
    expect(user).toMatchObject({ email, hasPassword: true, emailVerified: true });
    const headers = { authorization: `Bearer ${token}` };
    const newPassword = "another long and friendly phrase";
    const changed = await dataOf(
      api.post("password.change", { newPassword, currentPassword: GOOD }, headers),
    );
    expect(Object.keys(changed).toSorted()).toEqual(["session", "token"]);
    expect((await api.send("session.current", { headers })).body.result.data).toBeNull();
    expect(await reasonOf(api.post("password.signIn", { email, password: GOOD }))).toBe(
      "INVALID_CREDENTIALS",
    );
    const signedIn = await api.post("password.signIn", { email, password: newPassword });
    expect(signedIn.headers.get("set-cookie")).toMatch(/^__Host-watchword=[\w-]{43};/);
  });

  it("say why a password is weak, and don't use up the code", async () => {
    const { otpId } = await dataOf(api.post("password.signUp", { email: anybody() }));
    const code = codeOf(await api.newestMail("password-sign-up"));
    const weak = await api.post("password.confirmSignUp", { otpId, code, password: "password1" });
    expect(weak).toMatchObject({
      status: 400,
      body: { error: { data: { reason: "WEAK_PASSWORD", fields: { password: "common" } } } },
    });
    expect((await api.post("password.confirmSignUp", { otpId, code, password: GOOD })).status).toBe(
      200,
    );
  });

  it("answer wrong credentials with 401 and the same body for known and unknown addresses", async () => {
    const email = anybody();
    await signUp(email);
    const known = await api.post("password.signIn", { email, password: "not the phrase" });
    const unknown = await api.post("password.signIn", {
      email: anybody(),
      password: "not the phrase",
    });
    expect(known.status).toBe(401);
    expect(known.body).toEqual(unknown.body);
    expect([...known.headers]).toEqual([...unknown.headers]);
  });

  it("of a megabyte are refused unread, even fifty at once, while other calls are served", async () => {
    const password = "x".repeat(1_000_000);
    const flood = Array.from({ length: 50 }, () =>
      api.post("password.signIn", { email: anybody(), password }),
    );
    expect((await api.post("emailOtp.request", { email: anybody() })).status).toBe(200);
    expect(api.auth.passwords.load(), "nothing is hashed").toEqual({ running: 0, waiting: 0 });
    for (const answer of await Promise.all(flood))
      expect(answer.body.error.data.reason).toBe("INVALID_INPUT");
  });
});

describe("a reset over HTTP", () => {
  it("answers every address the same, shows the masked address, and works once", async () => {
    const email = anybody();
    await signUp(email);
    const known = await api.post("passwordReset.request", { email });
    const token = linkOf(await api.newestMail("password-reset"));
    const unknown = await api.post("passwordReset.request", { email: anybody() });
    expect(known.body).toEqual({ result: { data: { ok: true } } });
    expect([known.status, known.body, [...known.headers]]).toEqual([
      unknown.status,
      unknown.body,
      [...unknown.headers],
    ]);

    expect(await dataOf(api.post("passwordReset.inspect", { token }))).toEqual({
      email: `${email[0]}•••@example.com`,
      collection: "users",
      expiresAt: expect.any(String),
      next: null,
    });
    const done = await dataOf(
      api.post("passwordReset.complete", {
        token,
        password: "a new and friendly phrase",
        transport: "token",
      }),
    );
    expect(done).toMatchObject({
      user: { email },
      session: { current: true },
      token: expect.any(String),
    });
    expect(await reasonOf(api.post("passwordReset.inspect", { token }))).toBe("INVALID_TOKEN");
    expect(await reasonOf(api.post("passwordReset.complete", { token, password: GOOD }))).toBe(
      "INVALID_TOKEN",
    );
  });

  it("says that a link is too old", async () => {
    await signUp("old@example.com");
    await api.post("passwordReset.request", { email: "old@example.com" });
    const token = linkOf(await api.newestMail("password-reset"));
    await api.passTime(3600);
    expect(await reasonOf(api.post("passwordReset.inspect", { token }))).toBe("EXPIRED_TOKEN");
  });
});
