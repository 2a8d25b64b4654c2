import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { noteMailer } from "@watchword/db/readiness";
import { startSmtpServer, type TestSmtpServer } from "@watchword/emails/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startAlertReceiver } from "./alert-receiver.ts";
import { connectOwner } from "./owner.ts";
import {
  commandOf,
  createDeployment,
  type Deployment,
  freePort,
  type Script,
  until,
  WEB,
} from "./processes.ts";
import { startScript } from "./running-process.ts";

/** A web process on a slow machine. */
const STARTS_WITHIN_MS = 100_000;

let deployment: Deployment;
let auth: Auth;
let owner: ReturnType<typeof connectOwner>;
let smtp: TestSmtpServer;
beforeAll(async () => {
  [deployment, smtp] = await Promise.all([createDeployment(), startSmtpServer()]);
  auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
  owner = connectOwner(deployment.databaseUrl);
});
afterAll(async () => {
  await Promise.all([auth.close(), owner.destroy()]);
  await deployment.close();
  await smtp.close();
});
beforeEach(async () => {
  await owner.deleteFrom("mails").execute();
  smtp.received = [];
});

const client = { ip: null, userAgent: null, place: null, locale: null };
const queueMail = (name: string) =>
  requestEmailOtp(auth, {
    email: `${name}@example.com`,
    collection: "users",
    phrase: false,
    next: null,
    client,
  });
const mails = () => owner.selectFrom("mails").select(["state", "tries"]).execute();

/** Starts a process that sends through our server, and doesn't wait until it has started. */
async function begin(script: Script, env: Record<string, string> = {}) {
  const port = String(await freePort());
  const own = {
    DATABASE_URL: deployment.databaseUrl,
    WATCHWORD_SECRET: deployment.secret,
    SMTP_URL: `${smtp.url}?tls=off`,
    EMAIL_FROM: "Watchword <sign-in@watchword.example>",
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    DRAIN_SECONDS: "0",
    ...env,
  };
  return startScript(WEB, commandOf(script), own, /SMTP_URL turns TLS off/);
}

it("a web process that can't listen has begun no mail", async () => {
  const { listening } = await deployment.startWeb({ WORKER: "off" });
  await queueMail("unbegun");
  const second = deployment.startWeb({ PORT: new URL(listening).port });
  await expect(second).rejects.toThrow(/Port \d+ is taken/);
  expect(await mails()).toEqual([{ state: "queued", tries: 0 }]);
});

it.each(["start", "worker"] as const)(
  "a process of `%s` that is told to stop as soon as it sends a mail finishes it",
  async (script) => {
    const taking = Promise.withResolvers<void>();
    smtp.moods = [{ hold: "after", until: taking.promise }];
    // Whoever starts says that a mailer lives, and waits for that.
    await noteMailer(owner);
    const lock = await owner.startTransaction().execute();
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(lock);
    await sql`SELECT FROM chores WHERE name = 'mailer' FOR UPDATE`.execute(lock);
    await queueMail(script);
    const process = await begin(script);
    await until(() => smtp.received.length === 1, STARTS_WITHIN_MS);
    const stopped = process.stop();
    await lock.rollback().execute();
    await until(() => /SIGTERM: /.test(process.output()));
    taking.resolve();
    expect(await stopped).toBe(0);
    expect(await mails()).toEqual([{ state: "sent", tries: 0 }]);
  },
);

it("a worker that is told to stop claims nothing more, whatever its look for alerts waits for", async () => {
  const receiver = await startAlertReceiver();
  const lock = await owner.startTransaction().execute();
  await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(lock);
  // Looks take turns.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchword:alerts', 0))`.execute(lock);
  const worker = await deployment.startWorker({
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: receiver.secret,
  });
  const stopped = worker.stop();
  await until(() => /SIGTERM: stopping/.test(worker.output()));
  await queueMail("late");
  expect(await stopped).toBe(0);
  expect(await mails()).toEqual([{ state: "queued", tries: 0 }]);
  await lock.rollback().execute();
  await receiver.close();
});
