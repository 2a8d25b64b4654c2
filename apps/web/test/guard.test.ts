import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuardOptions } from "../src/http/guarded-request.ts";
import { type GuardedServer, PUBLIC_URL, startGuardedServer } from "./guarded-server.ts";

const options: Pick<GuardOptions, "trustedProxyHops" | "placeHeaders"> = {
  trustedProxyHops: 0,
  placeHeaders: null,
};
let server: GuardedServer;
beforeAll(async () => {
  server = await startGuardedServer(options);
});
afterAll(() => server.close());

const send: GuardedServer["send"] = (...asked) => server.send(...asked);

describe("the guard", () => {
  it.each(["/%E0%A4%A", "/api/trpc/%E0%A4%A", "/%", "//%zz", "*"])(
    "answers the malformed %s with 400",
    async (target) => {
      expect((await send(target)).status).toBe(400);
    },
  );

  it.each([
    "/",
    "/sign-in",
    "/sign-in?email=somebody%40example.com",
    "/sign-in/code",
    "/sign-in/link/a-token",
    "/password-reset/a-token",
    "/account",
    "/device/a-token",
    "/handoff?app=partner",
    "/operator",
    "/api/health/live",
  ])("lets no search engine list %s", async (target) => {
    expect((await send(target)).headers.get("x-robots-tag")).toBe("noindex");
  });

  it("sets the socket's address, whatever a client claims", async () => {
    const forged = {
      "x-forwarded-for": "203.0.113.9",
      "x-watchword-client-ip": "203.0.113.9",
      "x-watchword-client-place": "Rome",
    };
    const { client } = JSON.parse((await send("/", forged)).text);
    expect(client).toMatchObject({ ip: "127.0.0.1", place: null });
  });

  it("trusts as many proxies as configured, from the right", async () => {
    options.trustedProxyHops = 1;
    const headers = { "x-forwarded-for": "203.0.113.9, 198.51.100.7" };
    expect(JSON.parse((await send("/", headers)).text).client.ip).toBe("198.51.100.7");
    options.trustedProxyHops = 0;
  });

  it("trusts only the configured provider's place, and only if it is plain text", async () => {
    const place = async (city: string) => {
      const headers = { "cf-ipcity": city, "cf-ipcountry": "PT", "x-vercel-ip-city": "Rome" };
      return JSON.parse((await send("/", headers)).text).client.place;
    };
    expect(await place("Lisbon")).toBeNull();
    options.placeHeaders = "cloudflare";
    expect(await place("S%C3%A3o%20Paulo")).toBe("São Paulo, PT");
    for (const text of [
      "confirm at https://evil.example/w",
      "%0d%0aBcc: eve@example.com",
      "1",
      "x".repeat(90),
    ]) {
      expect(await place(text)).toBe("PT");
    }
    options.placeHeaders = null;
  });

  it("replaces the Host with ours for the app, and redirects browsers there", async () => {
    const forged = { host: "evil.example", "x-forwarded-host": "evil.example" };
    expect(JSON.parse((await send("/api/health/live", forged)).text).host).toBe("localhost:3000");
    const page = await send("/sign-in?next=/a", { ...forged, accept: "text/html" });
    expect([page.status, page.headers.get("location")]).toEqual([
      307,
      "http://localhost:3000/sign-in?next=/a",
    ]);
  });

  it("refuses another origin's form, and the mailbox under another name", async () => {
    expect((await send("/sign-in", { origin: "https://evil.example" }, "POST")).status).toBe(403);
    expect((await send("/sign-in", { origin: "null" }, "POST")).status).toBe(403);
    const form = { "content-type": "multipart/form-data; boundary=x", "content-length": "5" };
    expect((await send("/sign-in", { origin: PUBLIC_URL, ...form }, "POST")).status).toBe(200);
    expect((await send("/dev/mailbox/messages", { host: "rebound.example:3000" })).status).toBe(
      403,
    );
  });

  it("accepts for the API's pages what it does for others, and for its calls what programs send", async () => {
    const evil = { origin: "https://evil.example" };
    const form = { "content-type": "multipart/form-data; boundary=x", "content-length": "5" };
    const json = { "content-type": "application/json", "content-length": "65537" };
    for (const page of ["/api/docs", "/api/docs/operators", "/api/nowhere", "/api/%74rpc/x"]) {
      expect((await send(page, { ...evil, ...form }, "POST")).status).toBe(403);
      expect((await send(page, json, "POST")).status).toBe(400);
      expect((await send(page, { origin: PUBLIC_URL, ...form }, "POST")).status).toBe(200);
    }
    for (const call of ["/api/trpc/a.b", "/api/v1/a/b", "/api/webhooks/resend", "/oidc/token"])
      expect((await send(call, { ...evil, ...json }, "POST")).status).toBe(200);
    const named = { host: "evil.example", accept: "text/html" };
    expect((await send("/api/docs", named)).status).toBe(307);
    expect((await send("/api/health/live", named)).status).toBe(200);
  });

  it("treats a hidden origin as ours only if the browser says that it is", async () => {
    const originOf = async (target: string, site: string) => {
      const form = { "content-type": "multipart/form-data; boundary=x", "content-length": "5" };
      const headers = { ...form, origin: "null", "sec-fetch-site": site };
      return JSON.parse((await send(target, headers, "POST")).text).origin;
    };
    expect(await originOf("/sign-in", "same-origin")).toBe(PUBLIC_URL);
    const foreign = ["/api/trpc/session.signOut", "/api/v1/session/sign-out", "/oidc/token"];
    for (const target of foreign) {
      expect(await originOf(target, "cross-site")).toBe("null");
      expect(await originOf(target, "same-site")).toBe("null");
      expect(await originOf(target, "same-origin")).toBe(PUBLIC_URL);
    }
  });

  it("accepts only forms of limited size, and methods that are served", async () => {
    const multipart = "multipart/form-data; boundary=x";
    const odd = [
      { "content-type": "text/plain", "content-length": "2" },
      { "content-type": "multipart/form-data", "content-length": "5" },
      { "content-type": multipart },
      { "content-type": multipart, "content-length": "65537" },
    ];
    for (const headers of odd) expect((await send("/sign-in", headers, "POST")).status).toBe(400);
    const call = {
      "content-type": "text/plain;charset=UTF-8",
      "content-length": "2",
      "next-action": "x",
    };
    expect((await send("/sign-in", call, "POST")).status).toBe(200);
    for (const method of ["PUT", "DELETE", "PATCH", "TRACE"]) {
      expect((await send("/api/trpc/session.current", {}, method)).status).toBe(405);
    }
  });

  it("sets the security headers on what it refuses, too", async () => {
    const refused = [
      send("/%E0%A4%A"),
      send("/", {}, "PUT"),
      send("/sign-in", { origin: "https://evil.example" }, "POST"),
      send("/", { host: "evil.example", accept: "text/html" }),
    ];
    for (const { status, headers } of await Promise.all(refused)) {
      expect(status).toBeGreaterThan(300);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    }
  });

  it("sets the security headers, with a nonce of its own each time", async () => {
    const [one, two] = [await send("/"), await send("/")];
    const policy = one.headers.get("content-security-policy");
    expect(policy).toMatch(
      /script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'; style-src 'self' 'nonce/,
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(policy).not.toBe(two.headers.get("content-security-policy"));
    expect(Object.fromEntries(one.headers)).toMatchObject({
      "referrer-policy": "strict-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(one.headers.has("strict-transport-security")).toBe(false);
  });
});

it("the guard lets the answer of a call load nothing, and be framed by nobody", async () => {
  const { headers } = await send("/api/trpc/session.current?batch=1");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
});
