import { once } from "node:events";
import { cp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type RunningProgram, startProgram } from "@watchword/db/testing/program";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { cookiesOf, SECRET } from "./app.ts";
import { createPackedProject, type PackedProject } from "./packed-project.ts";

const EXAMPLE = join(import.meta.dirname, "../../../examples/hono");

interface Mail {
  key: string;
  to: string;
  subject: string;
  text: string;
}

let database: TestDatabase;
let project: PackedProject;
let service: RunningProgram;
/** The mail service that the example calls. Its first answer is that it is busy. */
let mailService: Server;
const asked: string[] = [];
const mails: Mail[] = [];

beforeAll(async () => {
  mailService = createServer(async (req, res) => {
    const mail = (await json(req)) as Omit<Mail, "key">;
    const key = String(req.headers["idempotency-key"]);
    asked.push(key);
    if (asked.length > 1) mails.push({ key, ...mail });
    res.writeHead(asked.length > 1 ? 200 : 503).end();
  }).listen(0, "127.0.0.1");
  await once(mailService, "listening");
  [database, project] = await Promise.all([
    createTestDatabase(),
    createPackedProject(["hono", "@hono/node-server"]),
  ]);
  for (const part of ["server.ts", "src"])
    await cp(join(EXAMPLE, part), join(project.folder, part), { recursive: true });
  const node = join(project.folder, "node_modules/.bin/node");
  service = await startProgram(project.folder, [node, "server.ts"], () => ({
    DATABASE_URL: database.ownerUrl,
    WATCHWORD_SECRET: SECRET,
    MAIL_API_URL: `http://127.0.0.1:${(mailService.address() as AddressInfo).port}`,
  }));
});
afterAll(async () => {
  await service.kill();
  mailService.close();
  await Promise.all([database.drop(), project.remove()]);
});

/** Sends a form of the service's, as a browser at this origin does. */
function submit(path: string, fields: Record<string, string>, headers = {}, origin = service.url) {
  return fetch(service.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin, ...headers },
    body: new URLSearchParams(fields),
  });
}

async function mailTo(email: string): Promise<Mail> {
  return vi.waitFor(() => {
    const mail = mails.find(({ to }) => to === email);
    if (!mail) throw new Error(`No mail to ${email} came:\n${service.output()}`);
    return mail;
  }, 60_000);
}

const home = async (headers: Headers) => (await fetch(service.url, { headers })).text();

it("a Hono service signs in by code, with a mail that its own mail service accepted at the second try", async () => {
  const email = "ada@example.com";
  const page = await (await submit("/sign-in", { email })).text();
  const otpId = /name="otpId" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const { key, subject } = await mailTo(email);
  expect(asked).toEqual([key, key]);
  const code = /\d{6}/.exec(subject)?.[0] ?? "";
  const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
  const refused = await submit("/sign-in/code", { otpId, code: wrong });
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining("That code or link doesn’t work."),
  ]);
  const browser = cookiesOf(await submit("/sign-in/code", { otpId, code }));
  expect(await home(browser)).toContain("Hello, ada@example.com");
  await submit("/sign-out", {}, Object.fromEntries(browser));
  expect(await home(browser)).toContain("Email address");
});

it("a Hono service signs in by the mail's link, once its button is pressed, and from its own page only", async () => {
  const email = "grace@example.com";
  await submit("/sign-in", { email });
  const link = /\/sign-in\/link\/[\w-]+/.exec((await mailTo(email)).text)?.[0] ?? "";
  const opened = await fetch(service.url + link);
  expect(opened.headers.getSetCookie()).toEqual([]);
  expect((await submit(link, {}, {}, "https://evil.example")).status).toBe(403);
  const browser = cookiesOf(await submit(link, {}));
  expect(await home(browser)).toContain("Hello, grace@example.com");
  expect((await submit(link, {})).status).toBe(403);
});
