import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { toNodeHandler } from "../src/express.ts";
import { type App, PUBLIC_URL, reasonOf, startApp } from "./app.ts";
import { hangUp, sendRaw } from "./raw-http.ts";

const HOME = "/api/watchword";

let app: App;
let server: Server;
let port: number;
/** How many requests the server has seen end. */
let ended = 0;
beforeAll(async () => {
  app = await startApp();
  const handle = toNodeHandler(app.watchword);
  server = createServer(async (req, res) => {
    await handle(req, res);
    ended += 1;
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  expect(app.errors).toEqual([]);
  server.close().closeAllConnections();
  await app.close();
});

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

describe("on Node's own server", () => {
  it.each([
    ["a Host that is none", ["GET / HTTP/1.1", "Host: a b["]],
    ["a Host with no such port", ["GET / HTTP/1.1", "Host: localhost:99999"]],
    ["a whole URL for a path", [`GET http://evil.example:x${HOME}/ HTTP/1.1`, "Host: localhost:1"]],
  ])("%s is answered with 400", async (_, lines) => {
    expect(statusOf(await sendRaw(port, [...lines, "Connection: close"]))).toBe(400);
  });

  it("the Host changes no answer and no link", async () => {
    app.mailbox.clear();
    const lines = ["Host: evil.example", "X-Forwarded-Host: evil.example", "Connection: close"];
    const body = JSON.stringify({ email: "host@example.com" });
    const asked = await sendRaw(port, [
      `POST ${HOME}/trpc/emailOtp.request HTTP/1.1`,
      ...lines,
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      "",
      body,
    ]);
    expect(statusOf(asked)).toBe(200);
    expect(asked).not.toContain("evil.example");
    const mail = await app.mailbox.newest("host@example.com");
    expect(mail.link).toMatch(new RegExp(`^${PUBLIC_URL}/`));
    expect(JSON.stringify(mail)).not.toContain("evil.example");
  });

  it("a caller who hangs up in the middle of a call isn't reported as a bug", async () => {
    const before = ended;
    await hangUp(port, `${HOME}/trpc/emailOtp.request`);
    await vi.waitFor(() => expect(ended).toBe(before + 1), 30_000);
    expect(app.errors).toEqual([]);
  });
});

describe("under its path", () => {
  const call = (path: string, init?: RequestInit) =>
    app.watchword.handler(new Request(PUBLIC_URL + path, init));

  it.each([
    `${HOME}/xxxx/session.current`,
    `${HOME}/oidc/token`,
    `${HOME}x/trpc/session.current`,
    `${HOME}//trpc/session.current`,
    `${HOME}/../trpc/session.current`,
    HOME,
  ])("there is nothing but procedures: %s", async (path) => {
    expect((await call(path)).status).toBe(404);
  });

  it("a call is JSON, whatever else a form of another site can send", async () => {
    const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""];
    for (const type of types) {
      const refused = await call(`${HOME}/trpc/session.signOut`, {
        method: "POST",
        headers: { "content-type": type },
        body: "{}",
      });
      expect([type, refused.status, await reasonOf(refused)]).toEqual([type, 400, "INVALID_INPUT"]);
    }
  });

  it("a body that is too long is refused before it is read to its end", async () => {
    let sent = 0;
    const body = new ReadableStream({
      async pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(16 * 1024).fill(32));
        await sleep(0);
      },
    });
    const long = { method: "POST", headers: { "content-type": "application/json" }, body };
    const refused = await call(`${HOME}/trpc/emailOtp.request`, {
      ...long,
      duplex: "half",
    } as object);
    expect([refused.status, await reasonOf(refused)]).toEqual([400, "INVALID_INPUT"]);
    expect(sent).toBeLessThan(20);
  });

  it("a path with a trailing slash is the same path", async () => {
    const other = await startApp({ basePath: "/auth/", database: app.database.url });
    const asked = await other.watchword.handler(
      new Request(`${PUBLIC_URL}/auth/trpc/session.current`),
    );
    expect(asked.status).toBe(200);
    await other.close();
  });
});
