import path from "node:path";
import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase } from "@watchword/db/testing";
import { type Proxy, startProxy } from "@watchword/db/testing/proxy";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { sql } from "kysely";
import type { Body, DataOf } from "@watchword/api/testing/answers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AlertReceiver, startAlertReceiver } from "./alert-receiver.ts";
import { freePort, until } from "./processes.ts";
import { type RunningProcess, startScript } from "./running-process.ts";

const SECRET = "a secret of more than thirty-two bytes for tests";
const CRON_SECRET = "a-secret-for-the-cron";
const WEB = path.resolve(import.meta.dirname, "..");

let url: string;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let auth: Auth;
let resend: ResendServer;
let receiver: AlertReceiver;
let network: Proxy;
let next: RunningProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  network = await startProxy(database.url);
  receiver = await startAlertReceiver();
  auth = createAuth({ database: database.url, secret: SECRET });
  resend = await startResendServer();
  const port = await freePort();
  url = `http://localhost:${port}`;
  const env = {
    VERCEL: "1",
    DATABASE_URL: network.url,
    WATCHWORD_SECRET: SECRET,
    PUBLIC_URL: url,
    TRUSTED_PROXY_HOPS: "1",
    EMAIL_FROM: "Watchword <sign-in@watchword.example>",
    RESEND_API_KEY: resend.apiKey,
    RESEND_BASE_URL: resend.url,
    CRON_SECRET,
    MAIL_RATE_PER_MINUTE: "600",
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: receiver.secret,
  };
  const command = ["node_modules/next/dist/bin/next", "start", "-p", `${port}`];
  next = await startScript(WEB, command, env, /Ready in/);
});
afterAll(async () => {
  await next.kill();
  await Promise.all([resend.close(), receiver.close(), network.close()]);
  await auth.close();
  await database.drop();
});

async function call<Path extends string>(
  procedure: Path,
  input: object,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": "198.51.100.7", ...headers },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as Body<DataOf<Path>>;
  expect(response.status, JSON.stringify(body)).toBe(200);
  return { data: body.result.data, headers: response.headers };
}

async function mailTo(email: string) {
  await until(() => resend.newest.has(email));
  return resend.newest.get(email)?.body.subject ?? "";
}

const cron = (secret = CRON_SECRET) =>
  fetch(`${url}/api/cron`, { headers: { authorization: `Bearer ${secret}` } });

/** Asks for a mail where no function would send it. */
async function queueMail(email: string): Promise<void> {
  const client = { ip: null, userAgent: null, place: null, locale: null };
  const asked = { email, collection: "users", phrase: false, next: null };
  await requestEmailOtp(auth, { ...asked, client });
}

const codeIn = (subject: string) => /\b\d{6}\b/.exec(subject)?.[0] ?? "";

describe("the build served by functions, without server.ts and without a worker", () => {
  it("answers its cron 503 while the database is away, and sends once it is back", async () => {
    await queueMail("early@example.com");
    network.hold();
    const { status, headers } = await cron();
    network.resume();
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    await until(async () => (await cron()).status === 204);
    expect(resend.newest.has("early@example.com")).toBe(true);
  });

  it("signs somebody in by a code that the function mails after its answer", async () => {
    const { data: challenge } = await call("emailOtp.request", { email: "ada@example.com" });
    const code = codeIn(await mailTo("ada@example.com"));
    const entered = await call("emailOtp.signIn", { otpId: challenge.otpId, code });
    expect(entered.data.user.email).toBe("ada@example.com");
    expect(entered.headers.get("set-cookie")).toMatch(/^watchword=/);
  });

  it("tries a mail again that the provider didn't take", async () => {
    resend.moods.push({ answer: [500, "internal_server_error"] });
    await call("emailOtp.request", { email: "grace@example.com" });
    expect(codeIn(await mailTo("grace@example.com"))).toHaveLength(6);
  });

  it("trusts the platform about who calls, and no header that a caller set", async () => {
    const stamps = {
      "x-watchword-gate": "passed",
      "x-watchword-client-ip": "203.0.113.9",
      "x-request-id": "words ".repeat(1_000),
    };
    const { data: challenge } = await call("emailOtp.request", { email: "mary@example.com" });
    const code = codeIn(await mailTo("mary@example.com"));
    const given = { otpId: challenge.otpId, code, transport: "token" };
    const { data } = await call("emailOtp.signIn", given, stamps);
    expect(data.session.ip).toBe("198.51.100.7");
    const { rows } = await sql`
      SELECT FROM audit_events WHERE request_id LIKE 'words%'`.execute(auth.db);
    expect(rows).toEqual([]);
  });

  it("guards its pages", async () => {
    const page = await fetch(`${url}/sign-in`, { headers: { accept: "text/html" } });
    const policy = page.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(nonce).toBeTruthy();
    expect(await page.text()).toContain(`nonce="${nonce}"`);
    const form = { method: "POST", headers: { origin: "https://evil.example" }, body: "" };
    expect((await fetch(`${url}/sign-in`, form)).status).toBe(403);
    expect((await fetch(`${url}/operator`)).status).toBe(404);
  });

  it("sends each minute what nobody else has sent, for a caller with the secret", async () => {
    await queueMail("left@example.com");
    expect((await cron("another-secret")).status).toBe(401);
    expect(resend.newest.has("left@example.com")).toBe(false);
    expect((await cron()).status).toBe(204);
    expect(resend.newest.has("left@example.com")).toBe(true);
  });

  it("sends mails and alerts each minute even if one of its jobs fails, and reports that", async () => {
    const owner = createDatabase(createPool(database.ownerUrl));
    const right = sql`EXECUTE ON FUNCTION keep_audit_partitions`;
    await sql`REVOKE ${right} FROM watchword_app`.execute(owner);
    await sql`
      INSERT INTO mails (kind, created_at, run_at)
      VALUES ('email-otp', now() - interval '3 minutes', now() + interval '1 hour')`.execute(owner);
    await queueMail("beside@example.com");
    const { status } = await cron();
    await sql`GRANT ${right} TO watchword_app`.execute(owner);
    await owner.destroy();
    expect(status).toBe(500);
    expect(resend.newest.has("beside@example.com")).toBe(true);
    expect(receiver.received.map(({ type }) => type)).toEqual(["mail.queue_aging"]);
    expect(next.output()).toContain('"step":"clean up"');
  });
});
