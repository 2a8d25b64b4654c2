import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectOwner } from "./owner.ts";
import { commandOf, createDistantDeployment, freePort, until, WEB } from "./processes.ts";
import { startScript } from "./running-process.ts";

const TOKEN = "a-token-of-the-metrics";

let deployment: Awaited<ReturnType<typeof createDistantDeployment>>;
let owner: ReturnType<typeof connectOwner>;
beforeAll(async () => {
  deployment = await createDistantDeployment();
  owner = connectOwner(deployment.databaseUrl);
});
afterAll(async () => {
  await owner.destroy();
  await deployment.close();
});

/** Where a worker is to tell of its health, and what it tells there. */
async function openHealth() {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const headers = { authorization: `Bearer ${TOKEN}` };
  return {
    env: { WORKER_HEALTH_PORT: `${port}`, METRICS_TOKEN: TOKEN },
    isAlive: async () => (await fetch(`${url}/api/health/live`)).ok,
    async askReady() {
      const response = await fetch(`${url}/api/health/ready`);
      const { checks } = (await response.json()) as { checks: Record<string, string> };
      return { status: response.status, checks };
    },
    scrape: () => fetch(`${url}/api/metrics`, { headers }),
  };
}

type Health = Awaited<ReturnType<typeof openHealth>>;

/** Waits until a worker has claimed no mails for so long that it says so. It lives on meanwhile. */
async function expectToLiveOn({ isAlive, askReady }: Health): Promise<void> {
  const lived = new Set<boolean>();
  await until(async () => {
    lived.add(await isAlive());
    const { status, checks } = await askReady();
    return status === 503 && checks.claims === "it claims no mails";
  });
  lived.add(await isAlive());
  expect([...lived]).toEqual([true]);
}

const expectToBeReady = ({ askReady }: Health) =>
  until(async () => {
    const { status, checks } = await askReady();
    return status === 200 && checks.claims === "ok";
  });

describe("a worker", () => {
  it("that still waits for its database is alive, and isn't ready", async () => {
    const { env, isAlive, askReady, scrape } = await openHealth();
    const elsewhere = {
      ...env,
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/nowhere",
      WATCHWORD_SECRET: deployment.secret,
      PUBLIC_URL: "http://localhost:3000",
    };
    const worker = await startScript(WEB, commandOf("worker"), elsewhere, /It is tried again/);
    expect(await isAlive()).toBe(true);
    expect(await askReady()).toEqual({ status: 503, checks: { process: "starting" } });
    expect((await scrape()).status).toBe(503);
    expect(await worker.stop()).toBe(143);
  });

  it("lives on while its database is away, and claims again once that is back", async () => {
    const health = await openHealth();
    const worker = await deployment.startWorker(health.env);
    await expectToBeReady(health);
    deployment.network.hold();
    await expectToLiveOn(health);
    deployment.network.resume();
    await expectToBeReady(health);
    expect(await worker.stop()).toBe(0);
  });

  it("lives on while its table is locked, which no restart would mend", async () => {
    const health = await openHealth();
    const worker = await deployment.startWorker(health.env);
    const lock = await owner.startTransaction().execute();
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(lock);
    await sql`LOCK TABLE mails`.execute(lock);
    await expectToLiveOn(health);
    await lock.rollback().execute();
    await expectToBeReady(health);
    expect(await worker.stop()).toBe(0);
  });

  it("whose provider never worked isn't ready, whoever asked for its metrics a moment ago", async () => {
    const health = await openHealth();
    // To a web process that is enough: another mailer sends.
    await sql`
      INSERT INTO mails (kind, state, provider, settled_at)
      VALUES ('email-otp', 'sent', 'smtp', now())`.execute(owner);
    const provider = { SMTP_URL: "smtp://127.0.0.1:1", EMAIL_FROM: "A <a@watchword.example>" };
    const worker = await deployment.startWorker({ ...health.env, ...provider });
    await until(() => worker.output().includes("No mail can go out as things are"));
    expect((await health.scrape()).status).toBe(200);
    const { status, checks } = await health.askReady();
    expect({ status, mail: checks.mail }).toEqual({
      status: 503,
      mail: expect.stringMatching(/^smtp: E/),
    });
    await worker.stop();
  });
});
