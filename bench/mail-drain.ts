import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import { migrate } from "@watchword/db/migrate";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { sql } from "kysely";

/*
 * How fast do workers drain a queue of sign-in mails, and in how much memory? A server that speaks
 * Resend's API answers each within 50 ms, in this process.
 */

const MAILS = Number(process.argv[2] ?? 10_000);
const WORKERS = Number(process.argv[3] ?? 1);
const ANSWERS_IN_MS = 50;
const SECRET = randomUUID() + randomUUID();
const WEB = path.resolve(import.meta.dirname, "../apps/web");

const folder = await mkdtemp(path.join(tmpdir(), "watchword-bench-"));
const postgres = await startEmbeddedPostgres({ folder });
await migrate(postgres.ownerUrl, postgres.url);
const auth = createAuth({
  databaseUrl: postgres.url,
  secret: SECRET,
  policy: { mailsPerAddress: null, perClient: null },
});
const resend = await startResendServer();
resend.mood = () => ({ silentMs: ANSWERS_IN_MS });

console.log(`${MAILS} mails, ${WORKERS} worker(s), ${cpus().length} × ${cpus()[0]?.model}`);
await report("queued", MAILS, () => queueMails(auth));
const workers = Array.from({ length: WORKERS }, () => startWorker(resend));
await Promise.all(workers.map(({ ready }) => ready));
const peaks: number[] = [];
await report("sent", MAILS, async () => {
  while (resend.accepted.size < MAILS) {
    peaks.push(Math.max(...(await Promise.all(workers.map(({ child }) => residentMb(child))))));
    await sleep(1_000);
  }
});
const quarter = Math.ceil(peaks.length / 4);
console.log(
  `memory of a worker: ${Math.max(...peaks.slice(0, quarter))} MB at most in the first quarter, ` +
    `${Math.max(...peaks.slice(-quarter))} MB in the last`,
);
console.log(`requests per mail: ${(resend.requests.length / MAILS).toFixed(4)}`);

for (const { child } of workers) child.kill("SIGTERM");
await Promise.all(workers.map(({ child }) => once(child, "exit")));
const { rows: states } = await sql<{ state: string; mails: number; sealed: number }>`
  SELECT state, count(*)::int AS mails, count(rendition)::int AS sealed
  FROM mails GROUP BY state`.execute(auth.db);
console.log(
  states.map(({ state, mails, sealed }) => `${state}: ${mails} (${sealed} sealed)`).join(),
);

await resend.close();
await auth.close();
await postgres.stop();
await rm(folder, { recursive: true });

async function queueMails(asking: Auth): Promise<void> {
  const client = { ip: null, userAgent: null, place: null, locale: null };
  for (let asked = 0; asked < MAILS; asked += 8) {
    const batch = Array.from({ length: Math.min(8, MAILS - asked) }, (_, index) => {
      const email = `somebody-${asked + index}@example.com`;
      const request = { email, collection: "users", phrase: true, next: null, client };
      return requestEmailOtp(asking, request);
    });
    await Promise.all(batch);
  }
}

function startWorker({ apiKey, url }: ResendServer): { child: ChildProcess; ready: Promise<void> } {
  const child = spawn(process.execPath, ["--import", "tsx", "worker.ts"], {
    cwd: WEB,
    env: {
      NODE_ENV: "production",
      DATABASE_URL: postgres.url,
      WATCHWORD_SECRET: SECRET,
      PUBLIC_URL: "http://localhost:3000",
      EMAIL_FROM: "Watchword <sign-in@watchword.example>",
      RESEND_API_KEY: apiKey,
      RESEND_BASE_URL: url,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (output) => /worker runs/.test(String(output)) && resolve());
    child.once("exit", () => reject(new Error("A worker ended before it ran.")));
  });
  return { child, ready };
}

/** Linux tells; elsewhere it is 0. */
async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

async function report(done: string, count: number, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${done}: ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`);
}
