import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, PUBLIC_URL, startApi } from "./caller.ts";

const PARTNER = "http://127.0.0.1:3002";

let api: Api;
let bearer: { authorization: string };
beforeAll(async () => {
  api = await startApi();
  bearer = await api.bearer("ada@example.com");
});
afterAll(() => api.end());

describe("a browser's page on another origin", () => {
  it("may call with a bearer token if its app is registered", async () => {
    const answer = await api.send("session.current", { headers: { ...bearer, origin: PARTNER } });
    expect(answer.body.result.data?.user.email).toBe("ada@example.com");
    expect(answer.headers.get("access-control-allow-origin")).toBe(PARTNER);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("vary")).toContain("Origin");
  });

  it("can read a refusal's reason and waiting time", async () => {
    const headers = { ...bearer, origin: PARTNER };
    const answer = await api.post("oneTimeToken.verify", { token: "nobody's" }, headers);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { data: { reason: "INVALID_TOKEN" } } },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBe(PARTNER);
    expect(answer.headers.get("access-control-expose-headers")).toBe("Retry-After");
  });

  it("learns in a preflight that it may call", async () => {
    const { status, headers } = await api.send("session.current", {
      method: "OPTIONS",
      headers: { origin: PARTNER, "access-control-request-headers": "authorization" },
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(PARTNER);
    expect(headers.get("access-control-allow-headers")).toContain("authorization");
  });

  it("may send the headers that its tracer adds to each call", async () => {
    const { headers } = await api.send("session.current", {
      method: "OPTIONS",
      headers: { origin: PARTNER, "access-control-request-headers": "traceparent" },
    });
    const allowed = headers.get("access-control-allow-headers")?.split(", ");
    expect(allowed).toEqual(expect.arrayContaining(["traceparent", "tracestate", "baggage"]));
  });

  it.each([
    ["of an app that isn't registered", "https://evil.example", () => bearer],
    ["of another port", "http://127.0.0.1:3003", () => bearer],
    ["of a longer name", `${PARTNER}.evil.example`, () => bearer],
    ["of a sandbox", "null", () => bearer],
  ])("%s is FORBIDDEN", async (_, origin, headers) => {
    const answer = await api.send("session.current", { headers: { origin, ...headers() } });
    expect(answer).toMatchObject({
      status: 403,
      body: { error: { data: { reason: "FORBIDDEN", fields: { origin: expect.any(String) } } } },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("needs no such headers if it is ours", async () => {
    const { status, headers } = await api.send("session.current", {
      headers: { origin: PUBLIC_URL },
    });
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});
