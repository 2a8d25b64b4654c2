import type { LinkMail, MailKind, NoticeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi({ policy: { perClient: null } });
});
afterAll(() => api.end());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;
const expiresAt = expect.any(String);
const collection = "users";

/** What a call was answered; why it was refused, where it was. */
async function call<Path extends string>(path: Path, input: object = {}, headers = {}) {
  const { result, error } = (await api.post(path, input, headers)).body;
  return result?.data ?? (error.data as never);
}

async function linkIn(kind: MailKind): Promise<string> {
  const mail = (await api.newestMail(kind)) as LinkMail;
  return mail.link.url.split("/").at(-1) ?? "";
}

describe("what a link would do", () => {
  it("is shown for a sign-in, with where it leads and whether its browser is known", async () => {
    const email = anybody();
    const { otpId } = await call("emailOtp.request", { email, next: "/account/password" });
    const { token, code } = await api.readMail(otpId);
    const requestedBy = { browser: null, os: null, place: "198.51.100.x" };
    const here = { code, requestedBy, approved: null };
    const looked = { email, expiresAt, collection, next: "/account/password", ...here };
    expect(await call("emailOtp.inspect", { token })).toEqual({ ...looked, known: false });
    const own = await api.bearer(email);
    expect(await call("emailOtp.inspect", { token }, own)).toEqual({ ...looked, known: true });
    const other = await api.bearer(anybody());
    expect(await call("emailOtp.inspect", { token }, other)).toEqual({ ...looked, known: false });

    const signedIn = await api.post("emailOtp.signIn", { otpId, code });
    const cookie = signedIn.headers.getSetCookie().map((set) => set.split(";")[0]);
    const again = await call("emailOtp.request", { email });
    const fresh = { token: (await api.readMail(again.otpId)).token };
    const device = { cookie: cookie.find((set) => set?.includes("-device=")) ?? "" };
    expect(await call("emailOtp.inspect", fresh, device)).toMatchObject({ known: true });
    expect(await call("emailOtp.inspect", fresh)).toMatchObject({ known: false });
    expect(await call("emailOtp.inspect", { token })).toMatchObject({
      reason: "INVALID_TOKEN",
      used: true,
    });
  });

  it("is shown for a sign-up, which uses nothing up", async () => {
    const email = anybody();
    await call("password.signUp", { email, next: "/account/device" });
    const token = await linkIn("password-sign-up");
    const leads = { next: "/account/device", known: false, existing: false };
    const looked = { email, expiresAt, collection, ...leads };
    for (let look = 0; look < 3; look++)
      expect(await call("password.inspectSignUp", { token })).toEqual(looked);
    const password = "a long and friendly phrase";
    expect(await call("password.confirmSignUpWithLink", { token, password })).toMatchObject({
      user: { email },
    });
  });

  it("is for a sign-up to sign in, without a password, to the account that its address has", async () => {
    const email = anybody();
    const own = await api.bearer(email);
    await call("password.signUp", { email });
    const token = await linkIn("password-sign-up");
    expect(await call("password.inspectSignUp", { token }, own)).toMatchObject({
      known: true,
      existing: true,
    });
    expect(await call("password.confirmSignUpWithLink", { token })).toMatchObject({
      user: { email, hasPassword: false },
      existing: true,
    });
  });

  it("is shown for an account's links, with whether the account is the caller's", async () => {
    const [email, next] = [anybody(), anybody()];
    const own = await api.bearer(email);
    const other = await api.bearer(anybody());
    await call("emailVerification.request", {}, own);
    await call("emailChange.request", { email: next }, own);
    const links = [
      ["emailVerification.inspect", await linkIn("email-verification"), email],
      ["emailChange.inspect", await linkIn("email-change"), next],
      ["oneTimeToken.inspect", (await call("oneTimeToken.generate", {}, own)).token, email],
    ] as const;
    for (const [path, token, address] of links) {
      const looked = { email: address, expiresAt, collection };
      expect(await call(path, { token }, own)).toEqual({ ...looked, own: true });
      expect(await call(path, { token }, other)).toEqual({ ...looked, own: false });
      expect(await call(path, { token })).toEqual({ ...looked, own: false });
    }
  });

  it("is shown for an undo, with the replaced address masked", async () => {
    const [email, next] = [anybody(), anybody()];
    const headers = await api.bearer(email);
    const { otpId } = await call("emailChange.request", { email: next }, headers);
    const { code } = await api.readMail(otpId);
    await call("emailChange.confirm", { otpId, code }, headers);
    const { resolveMail } = await import("@watchword/auth/testing");
    const { id } = await api.auth.db
      .selectFrom("mails")
      .select("id")
      .where("kind", "=", "email-changed")
      .where("token_id", "is not", null)
      .executeTakeFirstOrThrow();
    const mail = (await resolveMail(api.auth, "https://watchword.test", id)) as NoticeMail;
    const token = mail.undo?.url.split("/").at(-1);
    expect(await call("emailChange.inspectUndo", { token })).toEqual({
      email,
      expiresAt,
      collection,
      instead: `${next[0]}•••@example.com`,
      known: false,
    });
  });

  it("is refused for a link that is too old, unknown, or another flow's", async () => {
    const { otpId } = await call("emailOtp.request", { email: anybody() });
    const { token } = await api.readMail(otpId);
    const refused = { reason: "INVALID_TOKEN", httpStatus: 400 };
    for (const path of ["password.inspectSignUp", "emailVerification.inspect"])
      expect(await call(path, { token })).toMatchObject(refused);
    const unknown = await call("emailOtp.inspect", { token: "nobody's" });
    expect(unknown).toMatchObject(refused);
    expect(unknown).not.toHaveProperty("used");
    await api.passTime(24 * 3_600);
    expect(await call("emailOtp.inspect", { token })).toMatchObject({ reason: "EXPIRED_TOKEN" });
  });
});

describe("the status of a mail", () => {
  it("is shown for a sign-up to whoever has its id", async () => {
    const { otpId } = await call("password.signUp", { email: anybody() });
    expect(await call("password.signUpStatus", { otpId })).toMatchObject({
      otpId,
      codeLength: 6,
      delivery: "queued",
      consumed: false,
    });
    expect(await call("emailOtp.status", { otpId })).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it.each([
    ["emailVerification", {}],
    ["emailChange", { email: "the-next-one@example.com" }],
  ] as const)("is shown for %s only to its account", async (flow, input) => {
    const own = await api.bearer(anybody());
    const other = await api.bearer(anybody());
    const { otpId } = await call(`${flow}.request`, input, own);
    const look = (headers = {}) => call(`${flow}.status`, { otpId }, headers);
    expect(await look(own)).toMatchObject({ otpId, delivery: "queued", consumed: false });
    expect(await look(other)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await look()).toMatchObject({ reason: "UNAUTHENTICATED" });
  });
});
