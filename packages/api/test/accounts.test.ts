import { asOwner } from "@watchword/db/testing";
import type { NoticeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";
import { anybody, codeOf, dataOf, reasonOf } from "./reading.ts";

const GOOD = "a long and friendly phrase";
let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

describe("addresses over HTTP", () => {
  it("are changed by code in a fresh session, and back by the undo link without one", async () => {
    const [old, next] = [anybody(), anybody()];
    const headers = await api.bearer(old);
    const { otpId } = await dataOf(api.post("emailChange.request", { email: next }, headers));
    const code = codeOf(await api.newestMail("email-change"));
    const changed = await dataOf(api.post("emailChange.confirm", { otpId, code }, headers));
    expect(changed).toMatchObject({ user: { email: next }, token: expect.any(String) });

    const undo = await api.auth.db
      .selectFrom("mails")
      .select("id")
      .where("kind", "=", "email-changed")
      .where("token_id", "is not", null)
      .executeTakeFirstOrThrow();
    const { resolveMail } = await import("@watchword/auth/testing");
    const mail = (await resolveMail(api.auth, "https://watchword.test", undo.id)) as NoticeMail;
    const token = mail.undo?.url.split("/").at(-1);
    expect(await dataOf(api.post("emailChange.undo", { token }))).toEqual({ ok: true });
    const bearer = { authorization: `Bearer ${changed.token}` };
    expect((await api.send("session.current", { headers: bearer })).body.result.data).toBeNull();
  });

  it("are proven in the account's session", async () => {
    const { bearer } = api;
    const headers = await bearer.call(api, anybody());
    const { otpId } = await dataOf(api.post("emailVerification.request", {}, headers));
    const code = codeOf(await api.newestMail("email-verification"));
    const { user } = await dataOf(api.post("emailVerification.confirm", { otpId, code }, headers));
    expect(user.emailVerified).toBe(true);
  });

  it("require a session, and a fresh one for actions that can't be undone", async () => {
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
    await dataOf(api.post("account.delete", { confirm: ` ${email.toUpperCase()} ` }, headers)),
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
