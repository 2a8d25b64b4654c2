import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, PUBLIC_URL, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

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

  it("a batch with one refused call reports that one, with HTTP 207", async () => {
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

  it("a batch whose inputs aren't named by position is refused call by call", async () => {
    const answer = await api.post("session.current,session.current?batch=1", "text");
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveLength(2);
  });

  it("another origin is FORBIDDEN, while our own and none are accepted", async () => {
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
