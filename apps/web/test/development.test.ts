import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";
import { listen } from "../src/server/listen.ts";
import { createWebServer } from "../src/server/web-server.ts";
import { freePort, startPartner } from "./processes.ts";
import { get, sendRaw } from "./raw-http.ts";

/** What an upgrade to a WebSocket takes. */
const UPGRADE = ["Connection: Upgrade", "Upgrade: websocket"];
const OURS = "answered";

/** This machine's address in its network; it may have none. */
const networkAddress = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

/** The server as a process sets it up, with something short in Next's place. */
async function serve(variables: Record<string, string> = {}) {
  const port = await freePort();
  const env = parseEnv({ NODE_ENV: "development", PORT: String(port), ...variables });
  const server = createWebServer(env, {
    captchaOrigin: async () => null,
    answer: async (_req, res) => void res.end(OURS),
  });
  server.on("upgrade", (_req, socket) => socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
  await listen(server, env);
  return { server, port };
}

const close = (server: Server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

describe("a development server", () => {
  let server: Server;
  let port: number;
  beforeAll(async () => void ({ server, port } = await serve()));
  afterAll(() => close(server));

  const status = async (...args: Parameters<typeof get>) =>
    (await sendRaw(port, get(...args))).status;
  const foreignHosts = () => [
    `evil.example:${port}`,
    `localhost.evil.example:${port}`,
    `evil.example@localhost:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `192.168.0.7:${port}`,
    "localhost:1",
    "localhost",
    "",
  ];

  it.each([
    "/",
    "/sign-in",
    "/dev/mailbox",
    "/api/trpc/session.current",
    "/api/health/live",
    "/_next/static/chunks/main.js",
    "/_next/image?url=%2Fbrand%2Ficon&w=64&q=75",
    "/__nextjs_attach-nodejs-inspector",
    "/__nextjs_original-stack-frames",
    "/%E0%A4%A",
  ])("refuses %s under a name that isn't its own", async (path) => {
    for (const host of foreignHosts()) {
      expect(await status(path, host), host).toBe(403);
      const navigation = ["Accept: text/html", "Sec-Fetch-Mode: navigate"];
      expect(await status(path, host, navigation), host).toBe(403);
    }
  });

  it.each(["/_next/hmr", "/_next/webpack-hmr", "/", "/__nextjs_attach-nodejs-inspector"])(
    "refuses an upgrade of %s under a name that isn't its own",
    async (path) => {
      for (const host of foreignHosts()) expect(await status(path, host, UPGRADE), host).toBe(403);
    },
  );

  it("refuses calls and forms under such a name, whatever origin they claim", async () => {
    for (const path of ["/api/trpc/emailOtp.request", "/sign-in", "/__nextjs_error_feedback"]) {
      const [, host, ...rest] = get(path, `evil.example:${port}`);
      const lines = [`POST ${path} HTTP/1.1`, String(host), ...rest, "Content-Length: 2"];
      const more = ["Content-Type: application/json", `Origin: http://localhost:${port}`];
      expect((await sendRaw(port, [...lines, ...more], { body: "{}" })).status).toBe(403);
    }
  });

  it("answers under each of this machine's names, at both of its addresses", async () => {
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      for (const address of ["127.0.0.1", "::1"]) {
        for (const path of ["/api/health/live", "/_next/static/main.js", "/__nextjs_font/a"])
          expect((await sendRaw(port, get(path, host), { address })).text).toContain(OURS);
        const upgraded = await sendRaw(port, get("/_next/hmr", host, UPGRADE), { address });
        expect(upgraded.status, host).toBe(101);
      }
      const page = await sendRaw(port, get("/sign-in", host, ["Accept: text/html"]));
      const isItsName = host === `localhost:${port}`;
      expect(page.status, host).toBe(isItsName ? 200 : 307);
      if (!isItsName) expect(page.text).toContain(`Location: http://localhost:${port}/sign-in\r\n`);
    }
  });

  it.skipIf(networkAddress === undefined)("can't be reached from another machine", async () => {
    const [error] = await once(connect(port, networkAddress), "error");
    expect(error.code).toBe("ECONNREFUSED");
  });
});

it.skipIf(networkAddress === undefined)(
  "a development server lets other machines in if HOST says so, but not to tools that look into the process",
  async () => {
    const publicHost = "phone.internal:3000";
    const { server, port } = await serve({
      HOST: "0.0.0.0",
      PUBLIC_URL: `http://${publicHost}`,
      TRUSTED_PROXY_HOPS: "0",
      SMTP_URL: "smtp://localhost",
      EMAIL_FROM: "a@example.com",
    });
    const from = { address: networkAddress ?? "" };
    const status = async (path: string, host: string) =>
      (await sendRaw(port, get(path, host), from)).status;
    expect(await status("/sign-in", publicHost)).toBe(200);
    expect(await status("/__nextjs_attach-nodejs-inspector", publicHost)).toBe(403);
    expect(await status("/%5f_nextjs_attach-nodejs-inspector", publicHost)).toBe(403);
    expect(await status("/dev/mailbox", publicHost)).toBe(403);
    expect(await status("/sign-in", `evil.example:${port}`)).toBe(403);
    await close(server);
  },
);

describe("a production server", () => {
  it("answers calls under any name, and redirects browsers to its own", async () => {
    const { server, port } = await serve({ NODE_ENV: "production" });
    const call = await sendRaw(port, get("/api/trpc/session.current", "evil.example"));
    expect(call.status).toBe(200);
    const page = await sendRaw(port, get("/", "evil.example", ["Accept: text/html"]));
    expect(page.status).toBe(307);
    const upgrade = await sendRaw(port, get("/", `localhost:${port}`, UPGRADE));
    expect(upgrade.text).toContain(OURS);
    await close(server);
  });

  it.skipIf(networkAddress === undefined)("listens everywhere unless HOST is set", async () => {
    for (const [variables, reached] of [
      [{ NODE_ENV: "production" }, true],
      [{ NODE_ENV: "production", HOST: "127.0.0.1" }, false],
    ] as const) {
      const { server, port } = await serve(variables);
      const socket = connect(port, networkAddress);
      const connected = once(socket, "connect").then(
        () => true,
        () => false,
      );
      expect(await connected).toBe(reached);
      socket.destroy();
      await close(server);
    }
  });
});

it("the example app answers under its own name only", async () => {
  const port = await freePort();
  const partner = await startPartner("http://localhost:3000", port);
  for (const path of ["/", "/sign-in", "/callback"]) {
    for (const host of [`evil.example:${port}`, "127.0.0.1:1"])
      expect((await sendRaw(port, get(path, host))).status).toBe(403);
  }
  expect((await sendRaw(port, get("/", `127.0.0.1:${port}`))).status).toBe(200);
  await partner.kill();
});
