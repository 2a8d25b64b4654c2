import { once } from "node:events";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startPreviews } from "../previews/server.ts";

let server: Server;
let port: number;
beforeAll(async () => {
  server = await startPreviews({ port: 0, brand: '{"name":"Acme"}' });
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, headers, method })
      .once("response", (res) => resolve(res.resume().statusCode ?? 0))
      .once("error", reject)
      .end();
  });
}

it("the previews' server listens on loopback, and answers under this machine's names", async () => {
  expect((server.address() as AddressInfo).address).toBe("127.0.0.1");
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    const host = `${name}:${port}`;
    expect(await ask({ host }), name).toBe(200);
    expect(await ask({ host, origin: `http://${host}` }), name).toBe(200);
  }
});

it("the previews' server refuses every other name, and other sites' pages", async () => {
  const own = `localhost:${port}`;
  const foreign = [
    { host: `evil.example:${port}` },
    { host: "localhost:1" },
    { host: `localhost.evil.example:${port}` },
    { host: own, origin: "http://evil.example" },
    { host: own, origin: "null" },
  ];
  for (const headers of foreign) expect(await ask(headers)).toBe(403);
});

it("the previews' server answers only requests that read", async () => {
  expect(await ask({ host: `localhost:${port}` }, "POST")).toBe(405);
});

it("the previews' server shows mails in the deployment's own brand", async () => {
  const page = await (await fetch(`http://localhost:${port}/`)).text();
  expect(page).toContain("482915 is your Acme sign-in code");
});

it("the previews' server notifies its pages when a template or a catalogue changes, and answers with the new one", async () => {
  const changes = request({ port, host: "127.0.0.1", path: "/changes" }).end();
  const [stream] = await once(changes, "response");
  const now = new Date();
  await utimes(join(import.meta.dirname, "../messages/en.json"), now, now);
  expect(String((await once(stream, "data"))[0])).toBe("data: changed\n\n");
  changes.destroy();
  expect(await ask({ host: `localhost:${port}` })).toBe(200);
});

it("the previews' server reports a mistake on a page that reloads itself, and continues once it is fixed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "watchword-brand-"));
  const brand = join(folder, "brand.json");
  await writeFile(brand, '{"name":"Acme",');
  const previews = await startPreviews({ port: 0, brand });
  const url = `http://localhost:${(previews.address() as AddressInfo).port}`;
  const failed = await fetch(url);
  expect(failed.status).toBe(500);
  expect(await failed.text()).toMatch(/<script src="\/script\.js".*JSON/s);
  expect((await fetch(`${url}/script.js`)).status).toBe(200);

  await writeFile(brand, '{"name":"Acme"}');
  await vi.waitFor(async () => expect((await fetch(url)).status).toBe(200), 60_000);
  previews.closeAllConnections();
  previews.close();
  await rm(folder, { recursive: true });
});
