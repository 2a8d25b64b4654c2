import { msSince, timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

const data = (answer: { body: { result?: { data: unknown } } }) => answer.body.result?.data;

async function signIn(transport: "cookie" | "token", email = "ada@example.com") {
  const challenge = (await api.post("emailOtp.request", { email })).body.result.data;
  const { code } = await api.readMail(challenge.otpId);
  return api.post("emailOtp.signIn", { otpId: challenge.otpId, code, transport });
}

describe("signing in over HTTP", () => {
  it("returns the session in a cookie", async () => {
    const answer = await signIn("cookie");
    expect(answer.status).toBe(200);
    expect(answer.body.result.data).not.toHaveProperty("token");
    const [cookie = "", device] = answer.headers.getSetCookie();
    expect(device).toMatch(/^__Host-watchword-device=[\w.-]+; .*HttpOnly; Secure; SameSite=Lax$/i);
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

  it("returns the session as a bearer token, once and in no cookie", async () => {
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

  it("gives a bearer that signs in again a new token, and the old one becomes invalid", async () => {
    const first = (await signIn("token", "renew@example.com")).body.result.data;
    const { otpId } = (await api.post("emailOtp.request", { email: "renew@example.com" })).body
      .result.data;
    const { token } = await api.readMail(otpId);
    const old = { authorization: `Bearer ${first.token}` };
    const again = await api.post("emailOtp.signInWithLink", { token, transport: "token" }, old);
    expect(again.body.result.data.session.id).toBe(first.session.id);
    expect(data(await api.send("session.current", { headers: old }))).toBeNull();
  });

  it("does not fall back to the cookie if a bearer token is wrong", async () => {
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
    const other = sessions.find(({ current }) => !current);
    expect(data(await api.post("session.revoke", { sessionId: other?.id }, one))).toEqual({
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
    "%s is HTTP %i with its reason and no internals of the server",
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

  it("a resend too early is HTTP 429 and says how long to wait", async () => {
    const { db } = api.auth;
    const askedAt = await timeOf(db);
    const { otpId } = (await api.post("emailOtp.request", { email: "soon@example.com" })).body
      .result.data;
    const answer = await api.post("emailOtp.resend", { otpId });
    expect(answer.status).toBe(429);
    const { retryAfterMs = 0 } = answer.body.error.data;
    expect(retryAfterMs).toBeGreaterThanOrEqual(30_000 - (await msSince(db, askedAt)));
    expect(answer.headers.get("retry-after")).toBe(String(Math.ceil(retryAfterMs / 1000)));
    await api.passTime(retryAfterMs / 1000);
    expect((await api.post("emailOtp.resend", { otpId })).status).toBe(200);
  });
});

describe("known and unknown addresses", () => {
  it("can't be told apart by emailOtp.request", async () => {
    await signIn("token", "known@example.com");
    const shape = async (email: string) => {
      const { status, headers, body } = await api.post("emailOtp.request", { email, phrase: true });
      const { otpId, secret, phrase, expiresAt, resendAt, ...rest } = body.result.data;
      const lengths = [otpId, secret, expiresAt, resendAt].map((text) => text?.length);
      return { status, headers: [...headers], rest, lengths, words: phrase?.split(" ").length };
    };
    expect(await shape("known@example.com")).toEqual(await shape("strange@example.com"));
  });
});

describe("a call while the database is out of reach", () => {
  it("is UNAVAILABLE, HTTP 503, without a stack", async () => {
    const lost = await startApi({ databaseUrl: "postgres://nobody@127.0.0.1:1/nothing" });
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
    await lost.end();
  });
});
