import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientAddress } from "../src/http/client-address.ts";
import { passGate } from "../src/http/gate.ts";
import { requestClient } from "../src/http/request-client.ts";

const PUBLIC_URL = "http://localhost:3000";
let server: Server;
let hops = 0;
beforeAll(async () => {
  server = createServer((req, res) => {
    if (!passGate(req, res, { publicUrl: PUBLIC_URL, trustedProxyHops: hops, development: false }))
      return;
    const headers = new Headers(
      Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
    );
    res.end(JSON.stringify({ host: req.headers.host, client: requestClient(headers) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

/** Sends a target as it is: `fetch` would tidy it up. */
function send(target: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: Headers; text: string }>((resolve, reject) => {
    const options = {
      port,
      host: "127.0.0.1",
      path: target,
      method,
      headers: { host: "localhost:3000", ...headers },
    };
    request(options, (res) => {
      let text = "";
      res.on("data", (chunk) => (text += chunk));
      res.on("end", () =>
        resolve({
          status: res.statusCode ?? 0,
          headers: new Headers(res.headers as Record<string, string>),
          text,
        }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("the gate", () => {
  it.each(["/%E0%A4%A", "/api/trpc/%E0%A4%A", "/%", "//%zz", "*"])(
    "answers the malformed %s with 400",
    async (target) => {
      expect((await send(target)).status).toBe(400);
    },
  );

  it("stamps the socket's address, whatever a client claims", async () => {
    const forged = {
      "x-forwarded-for": "203.0.113.9",
      "x-watchword-client-ip": "203.0.113.9",
      "x-watchword-client-place": "Rome",
    };
    const { client } = JSON.parse((await send("/", forged)).text);
    expect(client).toMatchObject({ ip: "127.0.0.1", place: null });
  });

  it("believes as many proxies as it is told to, from the right", async () => {
    hops = 1;
    const headers = {
      "x-forwarded-for": "203.0.113.9, 198.51.100.7",
      "cf-ipcountry": "PT",
      "cf-ipcity": "Lisbon",
    };
    expect(JSON.parse((await send("/", headers)).text).client).toMatchObject({
      ip: "198.51.100.7",
      place: "Lisbon, PT",
    });
    hops = 0;
  });

  it("makes the Host ours for the app, and sends browsers there", async () => {
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
    expect((await send("/sign-in", { origin: PUBLIC_URL }, "POST")).status).toBe(200);
    expect((await send("/dev/mailbox/messages", { host: "rebound.example:3000" })).status).toBe(
      403,
    );
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

describe("a client's address", () => {
  it.each([
    ["::ffff:10.0.0.1", undefined, 0, "10.0.0.1"],
    ["10.0.0.1", "1.1.1.1, 2.2.2.2", 2, "1.1.1.1"],
    ["10.0.0.1", "1.1.1.1", 2, null],
    ["10.0.0.1", "nonsense", 1, null],
    ["10.0.0.1", "2001:DB8::1", 1, "2001:db8::1"],
    [undefined, undefined, 0, null],
  ])("socket %s, forwarded for %s, %i hops: %s", (socket, forwarded, count, ip) =>
    expect(clientAddress(socket, forwarded, count)).toBe(ip),
  );
});
