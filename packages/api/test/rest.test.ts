import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RefusalData } from "../src/refusal.ts";
import type { DataOf } from "../src/testing/answers.ts";
import { type Api, PUBLIC_URL, startApi } from "./caller.ts";
import { perClient, startLimitedApi } from "./limited-api.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

const json = { "content-type": "application/json" };

/** What an operation answers, or why it refuses. */
type Content<Path extends string> = DataOf<Path> & { error: RefusalData };

/** The procedure that an operation of the REST view is. */
interface Procedures {
  "email-otp/request": "emailOtp.request";
  "email-otp/sign-in": "emailOtp.signIn";
}

/** POSTs to an operation of the REST view. */
const post = <Route extends string>(route: Route, input: unknown = {}, headers = {}, to = api) =>
  to.sendTo<Content<Route extends keyof Procedures ? Procedures[Route] : string>>(
    `/api/v1/${route}`,
    {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify(input),
    },
  );

describe("the REST view", () => {
  it("signs in by code: the answer of a call is its output, without a wrapper", async () => {
    const asked = await post("email-otp/request", { email: "ada@example.com" });
    expect(asked.status).toBe(200);
    const { code } = await api.readMail(asked.body.otpId);
    const input = { otpId: asked.body.otpId, code, transport: "token" };
    const { body } = await post("email-otp/sign-in", input);
    expect(body.user).toMatchObject({ email: "ada@example.com" });
    const headers = { authorization: `Bearer ${body.token}` };
    const current = await api.sendTo<DataOf<"session.current">>("/api/v1/session/current", {
      headers,
    });
    expect(current.body?.user).toEqual(body.user);
    expect(await post("session/sign-out", {}, headers)).toMatchObject({ body: { ok: true } });
    const after = await api.sendTo("/api/v1/session/current", { headers });
    expect(after).toMatchObject({ status: 200, body: null });
  });

  it("hands a session over in a cookie, which tRPC's callers can use too", async () => {
    const { otpId } = (await post("email-otp/request", { email: "both@example.com" })).body;
    const { code } = await api.readMail(otpId);
    const { headers } = await post("email-otp/sign-in", { otpId, code });
    const cookie = headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
    const current = await api.send("session.current", { headers: { cookie } });
    expect(current.body.result.data?.user.email).toBe("both@example.com");
    const out = await post("session/sign-out", {}, { cookie });
    expect(out.headers.get("clear-site-data")).toBe('"cache", "storage"');
  });

  it("reports every refusal in the same shape, with a sentence for logs", async () => {
    const shape = await post("email-otp/request", { email: "nobody", surprise: 1 });
    expect(shape).toMatchObject({
      status: 400,
      body: {
        error: {
          reason: "INVALID_INPUT",
          message: expect.stringMatching(/^The input .*\.$/),
          fields: { email: "Not an email address", surprise: "Unknown field" },
        },
      },
    });
    const { otpId } = (await post("email-otp/request", { email: "early@example.com" })).body;
    const early = await post("email-otp/resend", { otpId });
    expect(early).toMatchObject({
      status: 429,
      body: { error: { reason: "RATE_LIMITED", retryAfterMs: expect.any(Number) } },
    });
    expect(Number(early.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await api.sendTo("/api/v1/session/list")).toMatchObject({
      status: 401,
      body: { error: { reason: "UNAUTHENTICATED" } },
    });
  });

  it.each<[string, number, string, RequestInit]>([
    ["an operation that isn't there", 404, "session/nothing", { method: "POST" }],
    ["a prototype's name", 404, "session/__proto__", {}],
    ["tRPC's spelling", 404, "session.current", {}],
    ["a path that is longer", 404, "session/current/x", {}],
    ["a change by GET", 405, "session/sign-out", {}],
    ["a query that takes input, by GET", 405, "email-otp/status", {}],
    ["a query that takes none, by POST", 405, "session/current", { method: "POST", headers: json }],
    ["input in a URL", 400, "session/current?a=1", {}],
    ["a form", 400, "session/sign-out", { method: "POST", body: new URLSearchParams("a=b") }],
    ["no content type", 400, "session/sign-out", { method: "POST" }],
    ["broken JSON", 400, "email-otp/request", { method: "POST", body: "{", headers: json }],
    ["a list of inputs", 400, "email-otp/request", { method: "POST", body: "[{}]", headers: json }],
    ["a stream", 400, "session/current", { headers: { accept: "text/event-stream" } }],
    [
      "a megabyte",
      400,
      "email-otp/request",
      { method: "POST", body: JSON.stringify({ email: "a".repeat(1e6) }), headers: json },
    ],
  ])("refuses %s as INVALID_INPUT with status %i", async (_, status, route, init) => {
    const answer = await api.sendTo<Content<string>>(`/api/v1/${route}`, init);
    expect([answer.status, answer.body.error.reason]).toEqual([status, "INVALID_INPUT"]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("allow")).toBe(
      status === 405 ? (init.method === "POST" ? "GET" : "POST") : null,
    );
  });

  it("answers a page of another origin as tRPC's path does", async () => {
    const evil = await post("session/sign-out", {}, { origin: "https://evil.example" });
    expect(evil).toMatchObject({ status: 403, body: { error: { reason: "FORBIDDEN" } } });
    expect(evil.headers.get("access-control-allow-origin")).toBeNull();
    expect((await post("session/sign-out", {}, { origin: PUBLIC_URL })).status).toBe(200);
    const headers = { origin: "http://127.0.0.1:3002" };
    const preflight = await api.sendTo("/api/v1/session/current", { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(headers.origin);
  });

  it("records a call as the procedure's", async () => {
    const { otpId } = (await post("email-otp/request", { email: "noted@example.com" })).body;
    const { code } = await api.readMail(otpId);
    const { body } = await post("email-otp/sign-in", { otpId, code, transport: "token" });
    const events = await api.auth.db
      .selectFrom("audit_events")
      .select(["event", "outcome"])
      .where("user_id", "=", body.user.id)
      .execute();
    expect(events).toContainEqual({ event: "email-otp.sign-in", outcome: "granted" });
  });

  it("counts calls together with tRPC's", async () => {
    const limited = await startLimitedApi();
    for (let count = 0; count < perClient.guess.count; count++)
      await limited.post("emailOtp.signInWithLink", { token: "nobody's" });
    const next = await post("email-otp/sign-in-with-link", { token: "nobody's" }, {}, limited);
    expect(next).toMatchObject({ status: 429, body: { error: { reason: "RATE_LIMITED" } } });
    await limited.close();
  });
});

it("a bug is reported only as a bug, in the same shape", async () => {
  const captcha = async () => {
    throw new Error("a detail of ours");
  };
  const broken = await startApi({ policy: { captcha: "always" }, captcha });
  const answer = await post("email-otp/request", { email: "ada@example.com" }, {}, broken);
  expect(answer).toMatchObject({
    status: 500,
    body: { error: { reason: "INTERNAL_SERVER_ERROR", message: expect.any(String) } },
  });
  expect(JSON.stringify(answer.body)).not.toContain("detail");
  expect(broken.errors).toMatchObject([{ message: "a detail of ours" }]);
  await broken.close();
});
