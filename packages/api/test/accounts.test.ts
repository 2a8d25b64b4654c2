import { asOwner } from "@watchword/db/testing";
import type { ChallengeMail, NoticeMail, LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";

const GOOD = "a long and friendly phrase";
let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;
const linkOf = (mail: unknown) => (mail as LinkMail).link.url.split("/").at(-1) ?? "";
const codeOf = (mail: unknown) => (mail as ChallengeMail).code?.digits ?? "";
const data = async (answer: ReturnType<Api["post"]>) => (await answer).body.result?.data;
const reasonOf = async (answer: ReturnType<Api["post"]>) => (await answer).body.error?.data.reason;

async function signUp(email: string) {
  const { otpId } = await data(api.post("password.signUp", { email }));
  const code = codeOf(await api.newestMail("password-sign-up"));
  return data(
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
    const changed = await data(
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

  it("say which way a password is weak, and keep the code", async () => {
    const { otpId } = await data(api.post("password.signUp", { email: anybody() }));
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

  it("of a megabyte are refused unread, fifty at once, while others are served", async () => {
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

    expect(await data(api.post("passwordReset.inspect", { token }))).toEqual({
      email: `${email[0]}•••@example.com`,
      collection: "users",
      expiresAt: expect.any(String),
      next: null,
    });
    const done = await data(
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

  it("says truly that a link is too old", async () => {
    await signUp("old@example.com");
    await api.post("passwordReset.request", { email: "old@example.com" });
    const token = linkOf(await api.newestMail("password-reset"));
    await api.passTime(3600);
    expect(await reasonOf(api.post("passwordReset.inspect", { token }))).toBe("EXPIRED_TOKEN");
  });
});

describe("addresses over HTTP", () => {
  it("are changed by code in a fresh session, and back by the undo link without one", async () => {
    const [old, next] = [anybody(), anybody()];
    const headers = await api.bearer(old);
    const { otpId } = await data(api.post("emailChange.request", { email: next }, headers));
    const code = codeOf(await api.newestMail("email-change"));
    const changed = await data(api.post("emailChange.confirm", { otpId, code }, headers));
    expect(changed).toMatchObject({ user: { email: next }, token: expect.any(String) });

    const undo = await api.auth.db
      .selectFrom("mails")
      .select("id")
      .where("kind", "=", "email-changed")
      .where("token_id", "is not", null)
      .executeTakeFirstOrThrow();
    const { resolveMail } = await import("@watchword/auth/resolve-mail");
    const mail = (await resolveMail(api.auth, "https://watchword.test", undo.id)) as NoticeMail;
    const token = mail.undo?.url.split("/").at(-1);
    expect(await data(api.post("emailChange.undo", { token }))).toEqual({ ok: true });
    const bearer = { authorization: `Bearer ${changed.token}` };
    expect((await api.send("session.current", { headers: bearer })).body.result.data).toBeNull();
  });

  it("are proven in the account's session", async () => {
    const { bearer } = api;
    const headers = await bearer.call(api, anybody());
    const { otpId } = await data(api.post("emailVerification.request", {}, headers));
    const code = codeOf(await api.newestMail("email-verification"));
    const { user } = await data(api.post("emailVerification.confirm", { otpId, code }, headers));
    expect(user.emailVerified).toBe(true);
  });

  it("want a session, and a fresh one for what can't be taken back", async () => {
    expect(await reasonOf(api.post("emailChange.request", { email: anybody() }))).toBe(
      "UNAUTHENTICATED",
    );
    const email = anybody();
    const headers = await api.bearer(email);
    await api.passTime(601);
    const calls: [string, object][] = [
      ["emailChange.request", { email: anybody() }],
      ["password.change", { newPassword: GOOD }],
      ["account.delete", { confirm: email }],
    ];
    for (const [path, input] of calls) {
      const answer = await api.post(path, input, headers);
      expect(answer).toMatchObject({
        status: 403,
        body: { error: { data: { reason: "REAUTHENTICATE" } } },
      });
    }
  });
});

it("an account is deleted when its address is typed", async () => {
  const email = anybody();
  const headers = await api.bearer(email);
  const mistyped = await api.post("account.delete", { confirm: "somebody@example.com" }, headers);
  expect(mistyped.body.error.data).toMatchObject({
    reason: "INVALID_INPUT",
    fields: { confirm: expect.any(String) },
  });
  expect(
    await data(api.post("account.delete", { confirm: ` ${email.toUpperCase()} ` }, headers)),
  ).toEqual({ ok: true });
  expect((await api.send("session.current", { headers })).body.result.data).toBeNull();
});

describe("unknown, known, unverified and disabled addresses", () => {
  const inputs: Record<string, object> = {
    "emailOtp.request": {},
    "password.signUp": {},
    "passwordReset.request": {},
    "password.signIn": { password: "not the phrase" },
  };

  it.each(Object.entries(inputs))("get the same answer from %s", async (path, input) => {
    const [known, unverified, disabled] = [anybody(), anybody(), anybody()];
    await api.bearer(known);
    await api.bearer(disabled);
    await asOwner(api.auth.db, async (owner) => {
      await owner
        .insertInto("users")
        .values({ collection: "users", email: unverified, email_verified_at: null })
        .execute();
      await owner
        .updateTable("users")
        .set({ disabled_at: new Date() })
        .where("email", "=", disabled)
        .execute();
    });
    const shape = async (email: string) => {
      const { status, headers, body } = await api.post(path, { email, ...input });
      const unlike = (key: string, value: unknown) =>
        ["otpId", "expiresAt", "resendAt", "secret"].includes(key) ? String(value).length : value;
      return { status, headers: [...headers], body: JSON.stringify(body, unlike) };
    };
    const unknown = await shape(anybody());
    for (const email of [known, unverified, disabled]) expect(await shape(email)).toEqual(unknown);
  });
});
