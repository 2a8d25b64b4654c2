import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, OPERATOR, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

const ODD_VALUES = [
  true,
  null,
  0,
  1e308,
  [],
  {},
  ["ada@example.com"],
  { $gt: "" },
  "",
  " ",
  "\u0000",
  "a\r\nb",
  "\ud800",
  "x".repeat(600),
  JSON.parse('{"__proto__":{"admin":true}}'),
];
const EVENT_FILTER = [
  "event",
  "outcome",
  "reason",
  "email",
  "collection",
  "requestId",
  "from",
  "to",
];
const PROCEDURES: Record<string, string[]> = {
  "emailOtp.request": ["email", "phrase", "collection", "next", "app"],
  "emailOtp.resend": ["otpId"],
  "emailOtp.status": ["otpId"],
  "emailOtp.signIn": ["otpId", "code", "transport"],
  "emailOtp.inspect": ["token"],
  "emailOtp.signInWithLink": ["token", "transport"],
  "emailOtp.approve": ["token", "number"],
  "emailOtp.signInApproved": ["otpId", "secret", "transport"],
  "consent.withdraw": ["app"],
  "session.revoke": ["sessionId"],
  "session.statement": ["audience"],
  "password.signUp": ["email", "collection", "next"],
  "password.resendSignUp": ["otpId"],
  "password.signUpStatus": ["otpId"],
  "password.inspectSignUp": ["token"],
  "password.confirmSignUp": ["otpId", "code", "password", "transport"],
  "password.confirmSignUpWithLink": ["token", "password", "transport"],
  "password.signIn": ["email", "password", "collection", "transport"],
  "password.change": ["newPassword", "currentPassword"],
  "passwordReset.request": ["email", "collection", "next"],
  "passwordReset.inspect": ["token"],
  "passwordReset.complete": ["token", "password", "transport"],
  "emailVerification.resend": ["otpId"],
  "emailVerification.status": ["otpId"],
  "emailVerification.inspect": ["token"],
  "emailVerification.confirm": ["otpId", "code"],
  "emailVerification.confirmWithLink": ["token"],
  "emailChange.request": ["email"],
  "emailChange.resend": ["otpId"],
  "emailChange.status": ["otpId"],
  "emailChange.inspect": ["token"],
  "emailChange.inspectUndo": ["token"],
  "emailChange.confirm": ["otpId", "code"],
  "emailChange.confirmWithLink": ["token"],
  "emailChange.undo": ["token"],
  "account.delete": ["confirm"],
  "oneTimeToken.generate": ["audience", "codeChallenge", "userCode"],
  "oneTimeToken.exchangeUserCode": ["userCode"],
  "oneTimeToken.status": ["token"],
  "oneTimeToken.inspect": ["token"],
  "oneTimeToken.withdraw": ["token"],
  "oneTimeToken.verify": ["token", "audience", "codeVerifier", "transport"],
  "invitation.inspect": ["token"],
  "invitation.accept": ["token", "transport"],
  "operator.invite": ["email", "collection", "deliver"],
  "operator.overview": ["range"],
  "operator.address": ["email", "collection", "before", "limit"],
  "operator.events": [...EVENT_FILTER, "before", "limit"],
  "operator.exportEvents": EVENT_FILTER,
  "operator.resendMail": ["mailId"],
  "operator.release": ["email", "reason"],
  "operator.refillMailbox": ["email", "collection", "kind"],
  "operator.rotateAppKey": ["appId", "keepsOld"],
  "operator.removeApp": ["appId"],
  "operator.createUser": ["email", "collection", "emailVerified"],
  "operator.disableUser": ["userId"],
  "operator.enableUser": ["userId"],
  "operator.endSession": ["sessionId"],
  "operator.endSessions": ["userId"],
};

describe("bad input", () => {
  it.each(Object.entries(PROCEDURES))(
    "%s is INVALID_INPUT by field, never a fault",
    async (path, fields) => {
      const headers = await api.bearer(OPERATOR);
      for (const field of fields) {
        for (const value of ODD_VALUES) {
          const answer = await api.post(path, { [field]: value }, headers);
          expect(answer.status, `${field}: ${JSON.stringify(value)}`).toBeLessThan(500);
          if (answer.status !== 200 && typeof value !== "string") {
            expect(answer.body.error.data.reason).toBe("INVALID_INPUT");
          }
          if (typeof value !== "string" && typeof value !== "boolean") {
            expect(answer.body.error.data.fields).toHaveProperty(field);
          }
          const words = Object.values(answer.body.error?.data.fields ?? {}).join("; ");
          expect(words, field).not.toMatch(/expected|received|undefined|pattern|^Invalid/i);
        }
      }
      const unknown = await api.post(path, { surprise: 1 }, headers);
      expect(unknown.body.error.data).toMatchObject({
        reason: "INVALID_INPUT",
        fields: { surprise: "Unknown field" },
      });
      for (const input of [null, [], 7, "text"]) {
        expect((await api.post(path, input, headers)).body.error.data.reason).toBe("INVALID_INPUT");
      }
    },
  );

  it.each([
    "consent.list",
    "session.current",
    "session.list",
    "session.revokeOthers",
    "session.signOut",
    "operator.failedMails",
    "operator.suppressed",
  ])("%s takes nothing or {}", async (path) => {
    const headers = {
      ...(await api.bearer(OPERATOR)),
      "content-type": "application/json",
    };
    expect((await api.post(path, { a: 1 }, headers)).body.error.data.reason).toBe("INVALID_INPUT");
    expect((await api.send(path, { method: "POST", headers })).status).toBe(200);
  });

  it("a malformed code spends nothing", async () => {
    const { otpId } = (await api.post("emailOtp.request", { email: "typo@example.com" })).body
      .result.data;
    for (const code of ["12345", "12345678901", "abcdef", ""]) {
      const answer = await api.post("emailOtp.signIn", { otpId, code });
      expect(answer.body.error.data).toMatchObject({
        reason: "INVALID_INPUT",
        fields: { code: expect.any(String) },
      });
    }
    const { code } = await api.readMail(otpId);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await api.post("emailOtp.signIn", { otpId, code: spaced })).status).toBe(200);
  });
});

it("an app's name that a database can't store is INVALID_INPUT", async () => {
  const headers = await api.bearer(OPERATOR);
  for (const name of ["a\u0000b", "a\ud800b", "a\nb"]) {
    const app = { id: "odd", name, redirectUris: ["https://odd.example/callback"] };
    const { body } = await api.post("operator.registerApp", { app }, headers);
    expect(body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { "app.name": expect.any(String) },
    });
  }
});

it("a lone surrogate in a password is INVALID_INPUT, whether the password is set or entered", async () => {
  const { authorization } = await api.bearer("half@example.com");
  const halves = ["a long enough \ud800 phrase", "\udc01".repeat(12)];
  for (const password of halves) {
    const entered = await api.post("password.signIn", { email: "half@example.com", password });
    const set = await api.post("password.change", { newPassword: password }, { authorization });
    expect(entered.body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { password: expect.any(String) },
    });
    expect(set.body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { newPassword: expect.any(String) },
    });
  }
});
