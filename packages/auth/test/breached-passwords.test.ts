import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breachedPasswords } from "../src/passwords/breached.ts";
import { changePassword } from "../src/flows/password/password.ts";
import { type Product, startProduct } from "./product.ts";

const KNOWN = "correct horse battery staple";
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();

/** A range API, as the public one speaks. */
let server: Server;
let rangeUrl: string;
let answer: (req: IncomingMessage, res: ServerResponse) => void;
const asked: string[] = [];
beforeAll(async () => {
  server = createServer((req, res) => {
    asked.push(req.url ?? "");
    answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  rangeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const suffixes: typeof answer = (_, res) => {
  const lines = [
    `${"0".repeat(35)}:3`,
    `${sha1(KNOWN).slice(5)}:120`,
    `${sha1("padding only").slice(5)}:0`,
  ];
  res.end(lines.join("\r\n"));
};

describe("the breached passwords' range API", () => {
  it("recognizes a password by the first five characters of its hash", async () => {
    answer = suffixes;
    const isBreached = breachedPasswords({ rangeUrl });
    expect(await isBreached(KNOWN)).toBe(true);
    expect(asked.at(-1)).toBe(`/range/${sha1(KNOWN).slice(0, 5)}`);
    expect(await isBreached("padding only")).toBe(false);
    expect(await isBreached("one that nobody had before")).toBe(false);
  });

  it.each<[string, typeof answer]>([
    ["fails", (_, res) => res.writeHead(503).end()],
    ["is too slow", () => {}],
    ["hangs up", (req) => req.socket.destroy()],
  ])("that %s keeps nobody from choosing", async (_, behaviour) => {
    answer = behaviour;
    expect(await breachedPasswords({ rangeUrl, timeoutMs: 100 })(KNOWN)).toBe(false);
  });

  it("makes a breached password WEAK_PASSWORD if it is switched on", async () => {
    answer = suffixes;
    const product: Product = await startProduct({ isBreached: breachedPasswords({ rangeUrl }) });
    const visitor = await product.signIn("ada@example.com");
    const change = { newPassword: KNOWN, currentPassword: null };
    const refused = await changePassword(product.auth, visitor, change, visitor.start);
    expect(refused).toEqual({ ok: false, reason: "WEAK_PASSWORD", weakness: "breached" });
    await product.close();
  });
});
