import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";
import { requestClient } from "../src/caller/request-client.ts";
import { listen } from "../src/server/listen.ts";
import { createWebServer } from "../src/server/web-server.ts";
import { freePort } from "./processes.ts";
import { get, sendRaw } from "./raw-http.ts";

let server: Server;
let port: number;
beforeAll(async () => {
  port = await freePort();
  const env = parseEnv({ PORT: String(port), HOST: "127.0.0.1", TRUSTED_PROXY_HOPS: "1" });
  server = createWebServer(env, {
    captchaOrigin: async () => null,
    async answer(req, res) {
      const headers = new Headers(
        Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
      );
      res.end(`from ${requestClient(headers).ip}.`);
    },
  });
  await listen(server, env);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What a client sent, and then what our proxy wrote at the end of it. */
const through = (headers: readonly string[]) =>
  sendRaw(port, [
    ...get("/api/health/live", `localhost:${port}`),
    "X-Forwarded-For: 203.0.113.66",
    ...headers,
    "X-Forwarded-For: 198.51.100.7",
  ]);

describe("the head of a request", () => {
  it.each([0, 100, 1_990, 2_100, 16_000])(
    "keeps what our proxy wrote about the client, after %i other headers",
    async (count) => {
      const answer = await through(Array<string>(count).fill("a:"));
      expect(answer.text).toContain("from 198.51.100.7.");
    },
  );

  it("is refused if it is longer than what is read", async () => {
    const many = Array<string>(520).fill(`a: ${"x".repeat(32)}`);
    expect((await through(many)).status).toBe(431);
    expect((await through([`a: ${"x".repeat(17_000)}`])).status).toBe(431);
  });

  it("must name only one Host", async () => {
    const host = `localhost:${port}`;
    for (const second of [host, "evil.example", ""]) {
      for (const name of ["Host", "hOST"]) {
        const two = get("/api/health/live", host, [`${name}: ${second}`]);
        expect((await sendRaw(port, two)).status).toBe(400);
      }
    }
    const none = ["GET /api/health/live HTTP/1.1", "Connection: close"];
    expect((await sendRaw(port, none)).status).toBe(400);
  });

  it("may contain a whole URL as its target, and then the URL's host counts and not the header's", async () => {
    const whole = (host: string) => `http://${host}/api/health/live?a=b`;
    const ours = `localhost:${port}`;
    const answer = await sendRaw(port, [
      ...get(whole(ours), "proxy.example"),
      "X-Forwarded-For: 198.51.100.7",
    ]);
    expect(answer.text).toContain("from 198.51.100.7.");
    const page = get(`HTTP://somebody@${ours}`, "proxy.example");
    expect((await sendRaw(port, page)).status).toBe(200);
    expect((await sendRaw(port, get("http:///api/health/live", ours))).status).toBe(400);
    expect((await sendRaw(port, get("ftp://localhost/", ours))).status).toBe(400);
  });

  it("may take no longer than a few forms do on a slow connection", () => {
    expect(server.headersTimeout).toBeLessThanOrEqual(20_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(30_000);
  });
});
