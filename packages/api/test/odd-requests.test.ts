import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, OPERATOR, PUBLIC_URL, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

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
  "emailOtp.request": ["email", "phrase", "collection", "next"],
  "emailOtp.resend": ["otpId"],
  "emailOtp.status": ["otpId"],
  "emailOtp.signIn": ["otpId", "code", "transport"],
  "emailOtp.inspect": ["token"],
  "emailOtp.signInWithLink": ["token", "transport"],
  "emailOtp.approve": ["token", "number"],
  "emailOtp.signInApproved": ["otpId", "secret", "transport"],
  "session.revoke": ["sessionId"],
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

describe("odd requests", () => {
  const json = { "content-type": "application/json" };
  const request = { email: "ada@example.com" };

  it.each<[string, string, RequestInit]>([
    ["a form", "session.signOut", { method: "POST", body: new URLSearchParams({ a: "b" }) }],
    ["a multipart form", "session.signOut", { method: "POST", body: new FormData() }],
    [
      "plain text",
      "emailOtp.request",
      { method: "POST", body: JSON.stringify(request), headers: { "content-type": "text/plain" } },
    ],
    ["no content type", "emailOtp.request", { method: "POST", body: new Uint8Array([123, 125]) }],
    ["broken JSON", "emailOtp.request", { method: "POST", body: '{"email":', headers: json }],
    [
      "a megabyte",
      "emailOtp.request",
      { method: "POST", body: JSON.stringify({ email: "a".repeat(1e6) }), headers: json },
    ],
    [
      "a stream",
      "emailOtp.request?batch=1",
      { method: "POST", body: "{}", headers: { ...json, "trpc-accept": "application/jsonl" } },
    ],
    ["a stream by Accept", "session.current?batch=1", { headers: { accept: "application/jsonl" } }],
    [
      "eleven calls",
      `${Array(11).fill("session.current").join(",")}?batch=1`,
      { method: "POST", body: "{}", headers: json },
    ],
    ["input in a URL", `emailOtp.status?input=${encodeURIComponent('{"otpId":"x"}')}`, {}],
    ["a mutation by GET", "session.signOut", {}],
    ["no such procedure", "emailOtp.nothing", { method: "POST", body: "{}", headers: json }],
    ["a prototype's name", "emailOtp.__proto__", { method: "POST", body: "{}", headers: json }],
    ["a prototype's own name", "__proto__", { method: "POST", body: "{}", headers: json }],
    ["what every object has", "constructor", { method: "POST", body: "{}", headers: json }],
  ])("%s is INVALID_INPUT", async (_, path, init) => {
    const answer = await api.send(path, init);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const error = Array.isArray(answer.body) ? answer.body[0].error : answer.body.error;
    expect(error.data.reason).toBe("INVALID_INPUT");
  });

  it("ten calls in a batch are answered one by one", async () => {
    const inputs = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, {}]));
    const path = `${Array(10).fill("session.current").join(",")}?batch=1`;
    const answer = await api.post(path, inputs);
    expect(answer.body).toHaveLength(10);
  });

  it("a batch of which one call is refused says so of that one, and by HTTP 207", async () => {
    const path = "session.current,emailOtp.status,emailOtp.nothing?batch=1";
    const { status, headers, body } = await api.post(path, { 0: {}, 1: { otpId: "none" } });
    expect(status).toBe(207);
    expect(body).toMatchObject([
      { result: { data: null } },
      { error: { data: { path: "emailOtp.status", httpStatus: 400 } } },
      { error: { data: { path: "emailOtp.nothing", httpStatus: 404 } } },
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("a batch's empty inputs may come in its URL", async () => {
    const input = encodeURIComponent('{"0":{},"1":{}}');
    const answer = await api.send(`session.current,session.current?batch=1&input=${input}`);
    expect(answer.body).toEqual([{ result: { data: null } }, { result: { data: null } }]);
  });

  it("a batch without inputs by their place is refused call by call", async () => {
    const answer = await api.post("session.current,session.current?batch=1", "text");
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveLength(2);
  });

  it("another origin is FORBIDDEN, our own and none are welcome", async () => {
    for (const origin of [
      "https://evil.example",
      "null",
      "http://watchword.test",
      `${PUBLIC_URL}:444`,
    ]) {
      const answer = await api.post("emailOtp.request", request, { origin });
      expect(answer).toMatchObject({
        status: 403,
        body: { error: { data: { reason: "FORBIDDEN" } } },
      });
    }
    expect((await api.post("emailOtp.request", request, { origin: PUBLIC_URL })).status).toBe(200);
  });
});

it("half of a character in a password is INVALID_INPUT, where one is set and where one is entered", async () => {
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
