import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@watchword/db/embedded";
import { migrate } from "@watchword/db/migrate";
import { createDatabase, createPool } from "@watchword/db/pool";
import { startWorker, type Worker } from "@watchword/db/worker";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test, vi } from "vitest";
import { makeFolder, query } from "./folder.ts";

let folder: string;
let postgres: EmbeddedPostgres;
let db: ReturnType<typeof createDatabase>;
let worker: Worker;
const done = new Set<string>();
const problems: string[] = [];

beforeAll(async () => {
  folder = join(await makeFolder(), "postgres");
  postgres = await startEmbeddedPostgres({ folder });
  await migrate(postgres.ownerUrl, postgres.url);
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  // The queue's library prints some failures by itself, beside telling its logger.
  vi.spyOn(console, "error").mockImplementation(() => {});
  db = createDatabase(createPool(postgres.url));
  const work = async (payload: unknown) => {
    await sleep(100);
    done.add((payload as { id: string }).id);
  };
  worker = await startWorker({
    databaseUrl: postgres.url,
    lanes: [
      { tasks: { first: work }, concurrency: 4 },
      { tasks: { second: work }, concurrency: 4 },
    ],
    skipFlags: () => [],
    onProblem: (message) => problems.push(message),
  });
});
afterEach(async () => {
  await db.destroy();
  vi.restoreAllMocks();
});

async function addJob(task: string, id: string): Promise<void> {
  await sql`SELECT graphile_worker.add_job(${task}, json_build_object('id', ${id}::text))`.execute(
    db,
  );
}

/** Adds jobs to both lanes without a pause while `outage` lasts; what couldn't be added isn't waited for. */
async function underLoad(name: string, outage: () => Promise<void>): Promise<string[]> {
  const added: string[] = [];
  const over = new AbortController();
  const load = (async () => {
    for (let n = 0; !over.signal.aborted; n++) {
      const id = `${name}-${n}`;
      const adding = ["first", "second"].map((task) => addJob(task, `${task}-${id}`));
      const [first, second] = await Promise.allSettled(adding);
      if (first?.status === "fulfilled") added.push(`first-${id}`);
      if (second?.status === "fulfilled") added.push(`second-${id}`);
      await sleep(20);
    }
  })();
  await vi.waitFor(() => expect(done.size).toBeGreaterThan(8), 10_000);
  await outage();
  over.abort();
  await load;
  return added;
}

/** Whether the jobs of both lanes are done, those of afterwards too, and the worker stops. */
async function expectWell(added: string[], name: string): Promise<void> {
  await addJob("first", `first-after-${name}`);
  await addJob("second", `second-after-${name}`);
  const all = [...added, `first-after-${name}`, `second-after-${name}`];
  const left = () => all.filter((id) => !done.has(id));
  await vi.waitFor(() => expect(left(), problems.slice(-8).join("\n")).toEqual([]), 25_000);
  const start = performance.now();
  await worker.stop();
  expect(performance.now() - start).toBeLessThan(10_000);
}

test("both lanes work on after each of three restarts of Postgres under load", async () => {
  const added = await underLoad("restart", async () => {
    for (let round = 0; round < 3; round++) {
      await postgres.stop();
      await sleep(1_000);
      postgres = await startEmbeddedPostgres({ folder });
      await sleep(1_500);
    }
  });
  await expectWell(added, "restarts");
});

test("both lanes work on after Postgres was read-only for some seconds", async () => {
  const set = async (value: string) => {
    await query(postgres.ownerUrl, `ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await query(postgres.ownerUrl, "SELECT pg_reload_conf()");
  };
  const added = await underLoad("read-only", async () => {
    await set("on");
    await sleep(4_000);
    await set("off");
  });
  await expectWell(added, "read-only");
});

test("a worker stops in time while Postgres is away", async () => {
  await addJob("first", "before-stop");
  await vi.waitFor(() => expect(done).toContain("before-stop"), 10_000);
  await postgres.stop();
  const start = performance.now();
  await worker.stop();
  expect(performance.now() - start).toBeLessThan(10_000);
  postgres = await startEmbeddedPostgres({ folder });
});
