import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const SWITCHED =
  "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n";
/** As React Email starts its server: with a port and nothing else. */
const SERVER = `
  const http = require("node:http");
  const server = http.createServer((req, res) => res.end("preview"));
  server.on("upgrade", (req, socket) => socket.end(${JSON.stringify(SWITCHED)}));
  server.listen(0, () => console.log(JSON.stringify(server.address())));
`;
const preload = join(import.meta.dirname, "../previews/loopback.ts");
const child = spawn(process.execPath, ["--import", preload, "--eval", SERVER], {
  stdio: ["ignore", "pipe", "inherit"],
});
afterAll(() => void child.kill());

let server: { address: string; port: number };
beforeAll(async () => {
  const [line] = await once(child.stdout, "data");
  server = JSON.parse(String(line));
});

function ask(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: server.address, port: server.port, headers })
      .once("response", (res) => resolve(res.resume().statusCode ?? 0))
      .once("upgrade", (res, socket) => resolve((socket.destroy(), res.statusCode ?? 0)))
      .once("error", reject)
      .end();
  });
}

it("the previews' server listens on loopback, and answers under this machine's names", async () => {
  expect(server.address).toBe("127.0.0.1");
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    const host = `${name}:${server.port}`;
    expect(await ask({ host }), name).toBe(200);
    expect(await ask({ host, origin: `http://${host}` }), name).toBe(200);
    expect(await ask({ host, connection: "upgrade", upgrade: "websocket" }), name).toBe(101);
  }
});

it("refuses every other name, and other sites' pages", async () => {
  const own = `localhost:${server.port}`;
  const foreign = [
    { host: `evil.example:${server.port}` },
    { host: "localhost:1" },
    { host: `localhost.evil.example:${server.port}` },
    { host: own, origin: "http://evil.example" },
    { host: own, origin: "null" },
  ];
  for (const headers of foreign) {
    expect(await ask(headers)).toBe(403);
    expect(await ask({ ...headers, connection: "upgrade", upgrade: "websocket" })).toBe(403);
  }
});
