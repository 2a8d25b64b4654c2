import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, PUBLIC_URL, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const data = (answer: { body: { result?: { data: unknown } } }) => answer.body.result?.data;

async function signIn(transport: "cookie" | "token", email = "ada@example.com") {
  const challenge = (await api.post("emailOtp.request", { email })).body.result.data;
  const { code } = await api.readMail(challenge.otpId);
  return api.post("emailOtp.signIn", { otpId: challenge.otpId, code, transport });
}

describe("signing in over HTTP", () => {
  it("hands the session over in a cookie", async () => {
    const answer = await signIn("cookie");
    expect(answer.status).toBe(200);
    expect(answer.body.result.data).not.toHaveProperty("token");
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(
      /^__Host-watchword=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/i,
    );

    const headers = { cookie: cookie.split(";")[0] ?? "" };
    const current = await api.send("session.current", { headers });
    expect(current.body.result.data).toMatchObject({
      user: {
        email: "ada@example.com",
        emailVerified: true,
        collection: "users",
        hasPassword: false,
      },
      session: { current: true, audience: null, userAgent: "curl/8", ip: "198.51.100.7" },
    });
    const out = await api.post("session.signOut", {}, headers);
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-watchword=; Max-Age=0/);
    expect(data(await api.send("session.current", { headers }))).toBeNull();
  });

  it("or as a bearer token, told once and put into no cookie", async () => {
    const answer = await signIn("token");
    const { token } = answer.body.result.data;
    expect(answer.headers.get("set-cookie")).toBeNull();
    const headers = { authorization: `Bearer ${token}` };
    const current = await api.send("session.current", { headers });
    expect(data(current)).toMatchObject({ user: { email: "ada@example.com" } });
    expect(JSON.stringify(current.body)).not.toContain(token);
    await api.post("session.signOut", undefined, headers);
    expect(data(await api.send("session.current", { headers }))).toBeNull();
  });

  it("gives a bearer that signs in again a new token, and the old one is dead", async () => {
    const first = (await signIn("token", "renew@example.com")).body.result.data;
    const { otpId } = (await api.post("emailOtp.request", { email: "renew@example.com" })).body
      .result.data;
    const { token } = await api.readMail(otpId);
    const old = { authorization: `Bearer ${first.token}` };
    const again = await api.post("emailOtp.signInWithLink", { token, transport: "token" }, old);
    expect(again.body.result.data.session.id).toBe(first.session.id);
    expect(data(await api.send("session.current", { headers: old }))).toBeNull();
  });

  it("does not fall back to the cookie where a bearer is wrong", async () => {
    const cookie = (await signIn("cookie")).headers.get("set-cookie")?.split(";")[0] ?? "";
    const current = await api.send("session.current", {
      headers: { cookie, authorization: "Bearer nonsense" },
    });
    expect(data(current)).toBeNull();
  });

  it("lists and ends sessions, and refuses those who aren't signed in", async () => {
    const bearer = async () => {
      const { token } = (await signIn("token", "many@example.com")).body.result.data;
      return { authorization: `Bearer ${token}` };
    };
    const [one, two] = [await bearer(), await bearer()];
    const sessions = (await api.send("session.list", { headers: one })).body.result.data;
    expect(sessions).toHaveLength(2);
    expect(JSON.stringify(sessions)).not.toMatch(/secret|hash/);
    const other = sessions.find((session: { current: boolean }) => !session.current);
    expect(data(await api.post("session.revoke", { sessionId: other.id }, one))).toEqual({
      ok: true,
    });
    expect(data(await api.send("session.current", { headers: two }))).toBeNull();
    expect(data(await api.post("session.revokeOthers", {}, one))).toEqual({ revoked: 0 });
    const refused = await api.post("session.revoke", { sessionId: crypto.randomUUID() }, one);
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { data: { reason: "FORBIDDEN" } } },
    });
    for (const path of ["session.list"]) {
      expect((await api.send(path)).body.error.data).toMatchObject({
        reason: "UNAUTHENTICATED",
        httpStatus: 401,
      });
    }
  });
});

describe("refusals", () => {
  it.each([
    ["INVALID_TOKEN", 400, async () => ({ otpId: "not ours", code: "123456" })],
    [
      "EXPIRED_TOKEN",
      400,
      async () => {
        const { otpId } = (await api.post("emailOtp.request", { email: "late@example.com" })).body
          .result.data;
        await api.passTime(601);
        return { otpId, code: "123456" };
      },
    ],
  ])(
    "%s is HTTP %i with its reason and nothing of the server's insides",
    async (reason, status, input) => {
      const answer = await api.post("emailOtp.signIn", await input());
      expect(answer.status).toBe(status);
      expect(answer.body.error).toEqual({
        code: expect.any(Number),
        message: reason,
        data: { code: expect.any(String), httpStatus: status, path: "emailOtp.signIn", reason },
      });
    },
  );

  it("too many attempts are HTTP 403", async () => {
    const { otpId } = (await api.post("emailOtp.request", { email: "tries@example.com" })).body
      .result.data;
    const { code } = await api.readMail(otpId);
    const wrong = code === "000000" ? "111111" : "000000";
    for (let guess = 0; guess < 5; guess++)
      await api.post("emailOtp.signIn", { otpId, code: wrong });
    const answer = await api.post("emailOtp.signIn", { otpId, code });
    expect(answer).toMatchObject({
      status: 403,
      body: { error: { data: { reason: "TOO_MANY_ATTEMPTS" } } },
    });
  });

  it("a resend too early is HTTP 429 and says truly when", async () => {
    const { otpId } = (await api.post("emailOtp.request", { email: "soon@example.com" })).body
      .result.data;
    const answer = await api.post("emailOtp.resend", { otpId });
    expect(answer.status).toBe(429);
    const { retryAfterMs } = answer.body.error.data;
    expect(retryAfterMs).toBeGreaterThan(25_000);
    expect(answer.headers.get("retry-after")).toBe(String(Math.ceil(retryAfterMs / 1000)));
    await api.passTime(retryAfterMs / 1000);
    expect((await api.post("emailOtp.resend", { otpId })).status).toBe(200);
  });
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
const PROCEDURES: Record<string, string[]> = {
  "emailOtp.request": ["email", "phrase", "collection", "next"],
  "emailOtp.resend": ["otpId"],
  "emailOtp.status": ["otpId"],
  "emailOtp.signIn": ["otpId", "code", "transport"],
  "emailOtp.signInWithLink": ["token", "transport"],
  "session.revoke": ["sessionId"],
  "password.signUp": ["email", "collection"],
  "password.resendSignUp": ["otpId"],
  "password.confirmSignUp": ["otpId", "code", "password", "transport"],
  "password.confirmSignUpWithLink": ["token", "password", "transport"],
  "password.signIn": ["email", "password", "collection", "transport"],
  "password.change": ["newPassword", "currentPassword"],
  "passwordReset.request": ["email", "collection"],
  "passwordReset.inspect": ["token"],
  "passwordReset.complete": ["token", "password", "transport"],
  "emailVerification.resend": ["otpId"],
  "emailVerification.confirm": ["otpId", "code"],
  "emailVerification.confirmWithLink": ["token"],
  "emailChange.request": ["email"],
  "emailChange.resend": ["otpId"],
  "emailChange.confirm": ["otpId", "code"],
  "emailChange.confirmWithLink": ["token"],
  "emailChange.undo": ["token"],
  "account.delete": ["confirm"],
};

describe("bad input", () => {
  it.each(Object.entries(PROCEDURES))(
    "%s is INVALID_INPUT by field, never a fault",
    async (path, fields) => {
      const { token } = (await signIn("token", "odd@example.com")).body.result.data;
      const headers = { authorization: `Bearer ${token}` };
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

  it.each(["session.current", "session.list", "session.revokeOthers", "session.signOut"])(
    "%s takes nothing or {}",
    async (path) => {
      const { token } = (await signIn("token", "none@example.com")).body.result.data;
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      expect((await api.post(path, { a: 1 }, headers)).body.error.data.reason).toBe(
        "INVALID_INPUT",
      );
      expect((await api.send(path, { method: "POST", headers })).status).toBe(200);
    },
  );

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

describe("known and unknown addresses", () => {
  it("can't be told apart by emailOtp.request", async () => {
    await signIn("token", "known@example.com");
    const shape = async (email: string) => {
      const { status, headers, body } = await api.post("emailOtp.request", { email, phrase: true });
      const { otpId, phrase, expiresAt, resendAt, ...rest } = body.result.data;
      const lengths = [otpId, expiresAt, resendAt].map((text: string) => text.length);
      return { status, headers: [...headers], rest, lengths, words: phrase.split(" ").length };
    };
    expect(await shape("known@example.com")).toEqual(await shape("strange@example.com"));
  });
});

describe("a database out of reach", () => {
  it("is UNAVAILABLE, HTTP 503, without a stack", async () => {
    const lost = await startApi("postgres://nobody@127.0.0.1:1/nothing");
    const answer = await lost.post("emailOtp.request", { email: "ada@example.com" });
    expect(answer.status).toBe(503);
    expect(answer.body.error).toEqual({
      code: expect.any(Number),
      message: "UNAVAILABLE",
      data: {
        code: "SERVICE_UNAVAILABLE",
        httpStatus: 503,
        path: "emailOtp.request",
        reason: "UNAVAILABLE",
      },
    });
    expect(lost.errors).toEqual([]);
    await lost.close();
  });
});
