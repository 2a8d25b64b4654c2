import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Auth, createAuth } from "@watchword/auth";
import { migrate } from "@watchword/auth/migrate";
import { SECRET } from "@watchword/auth/testing/product";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@watchword/db/embedded";
import { type MailUrgency, PRIORITY } from "@watchword/db/mail-queue";
import { makeUsedFolder, query } from "@watchword/db/testing/folder";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test, vi } from "vitest";
import { claimMails, renewMails } from "../src/claim.ts";
import { noteSent } from "../src/testing/testing.ts";
import { startWorker, type Work, type Worker } from "../src/worker.ts";

const WAIT_MS = 60_000;
/** Ten seconds, and as long as a machine may stand still. */
const STOPS_WITHIN_MS = 30_000;

let folder: string;
let postgres: EmbeddedPostgres;
let auth: Auth;
let worker: Worker;
const done = new Set<string>();
const problems: string[] = [];

beforeAll(async () => {
  folder = await makeUsedFolder();
  postgres = await startEmbeddedPostgres({ folder });
  await migrate(postgres.ownerUrl, postgres.url);
});
afterAll(() => postgres.stop());

beforeEach(() => {
  auth = createAuth({ database: postgres.url, secret: SECRET });
  worker = startWorker([work("awaited"), work("notice")], (message) => problems.push(message));
});
afterEach(() => auth.close());

/** Sends mails to nobody, which takes a moment. */
function work(urgency: MailUrgency): Work {
  return {
    name: urgency,
    atOnce: 4,
    async claim(lease, limit) {
      const mails = await claimMails(auth, lease, urgency, limit);
      return mails.map(({ id }) => ({ id, run: () => send(id) }));
    },
    renew: (lease, ids) => renewMails(auth, lease, ids),
  };
}

async function send(id: string): Promise<void> {
  await sleep(100);
  await noteSent(auth, id, { provider: "nobody", providerId: null });
  done.add(id);
}

async function queueMail(urgency: MailUrgency): Promise<string> {
  const id = randomUUID();
  const priority = PRIORITY[urgency];
  await auth.db.insertInto("mails").values({ id, kind: "password-changed", priority }).execute();
  return id;
}

/** Queues mails without a pause while `outage` lasts; what couldn't be queued isn't waited for. */
async function underLoad(outage: () => Promise<void>): Promise<string[]> {
  const queued: string[] = [];
  const over = new AbortController();
  const load = (async () => {
    while (!over.signal.aborted) {
      const both = await Promise.allSettled([queueMail("awaited"), queueMail("notice")]);
      for (const each of both) if (each.status === "fulfilled") queued.push(each.value);
      await sleep(20);
    }
  })();
  const before = done.size;
  await vi.waitFor(() => expect(done.size - before).toBeGreaterThan(8), WAIT_MS);
  await outage();
  over.abort();
  await load;
  return queued;
}

/** Whether all mails are sent, those of afterwards too, and the worker stops. */
async function expectWell(queued: string[]): Promise<void> {
  const all = [...queued, await queueMail("awaited"), await queueMail("notice")];
  const left = () => all.filter((id) => !done.has(id));
  await vi.waitFor(() => expect(left(), problems.slice(-8).join("\n")).toEqual([]), WAIT_MS);
  await expectToStop();
}

async function expectToStop(): Promise<void> {
  const start = performance.now();
  await worker.stop();
  expect(performance.now() - start).toBeLessThan(STOPS_WITHIN_MS);
}

test("codes and notices go on after each of three restarts of Postgres under load", async () => {
  const queued = await underLoad(async () => {
    for (let round = 0; round < 3; round++) {
      await postgres.stop();
      await sleep(1_000);
      postgres = await startEmbeddedPostgres({ folder });
      await sleep(1_500);
    }
  });
  await expectWell(queued);
});

test("codes and notices go on after Postgres was read-only for some seconds", async () => {
  const set = async (value: string) => {
    await query(postgres.ownerUrl, `ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await query(postgres.ownerUrl, "SELECT pg_reload_conf()");
    const read = () => query(postgres.ownerUrl, "SHOW default_transaction_read_only");
    await vi.waitFor(
      async () => expect(await read()).toEqual({ default_transaction_read_only: value }),
      WAIT_MS,
    );
  };
  const queued = await underLoad(async () => {
    await set("on");
    await sleep(4_000);
    await set("off");
  });
  await expectWell(queued);
});

test("a worker stops in time while Postgres is away", async () => {
  const id = await queueMail("awaited");
  await vi.waitFor(() => expect(done).toContain(id), WAIT_MS);
  await postgres.stop();
  await expectToStop();
  postgres = await startEmbeddedPostgres({ folder });
});
