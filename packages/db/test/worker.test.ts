import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startWorker, type Worker } from "../src/worker.ts";

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
let worker: Worker | null = null;
const problems: string[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url));
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
  await db.destroy();
  await database.drop();
});

const addJob = (task: string, flag: string | null = null) =>
  sql`SELECT graphile_worker.add_job(${task}, flags := array_remove(ARRAY[${flag}], NULL))`.execute(
    db,
  );

const jobsLeft = async () => {
  const { rows } = await sql<{ left: number }>`
    SELECT count(*)::int AS left FROM graphile_worker.jobs`.execute(db);
  return rows[0]?.left ?? -1;
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedAt > 45_000) throw new Error(`Not in time. ${problems.join()}`);
    await sleep(20);
  }
}

async function start(
  tasks: Record<string, () => Promise<void>>[],
  skipFlags: () => string[] = () => [],
) {
  const lanes = tasks.map((of) => ({ tasks: of, concurrency: 2 }));
  worker = await startWorker({
    databaseUrl: database.url,
    lanes: lanes as [(typeof lanes)[0]],
    skipFlags,
    onProblem: (message) => problems.push(message),
  });
}

test("what is slow in one lane keeps nothing of another waiting", async () => {
  const slow = Promise.withResolvers<void>();
  let quick = 0;
  await start([{ quick: async () => void quick++ }, { slow: () => slow.promise }]);
  for (let job = 0; job < 10; job++) await addJob("slow");
  await addJob("quick");
  await until(() => quick === 1);
  slow.resolve();
  await until(async () => (await jobsLeft()) === 0);
});

test("jobs of a skipped flag stay until it is skipped no more", async () => {
  const done: string[] = [];
  let skipped = ["later"];
  await start(
    [{ now: async () => void done.push("now"), later: async () => void done.push("later") }],
    () => skipped,
  );
  await addJob("later", "later");
  await addJob("now");
  await until(() => done.length === 1);
  expect(done).toEqual(["now"]);
  skipped = [];
  await until(() => done.length === 2);
});

test("it outlives every connection that it has, in the middle of a job too", async () => {
  const held = Promise.withResolvers<void>();
  let runs = 0;
  await start([
    {
      job: async () => {
        runs++;
        if (runs === 1) await held.promise;
      },
    },
  ]);
  await addJob("job");
  await until(() => runs === 1);
  const cut = () =>
    sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(db);
  await cut();
  held.resolve();
  for (let cuts = 0; cuts < 100; cuts++) await cut().catch(() => {});
  await addJob("job");
  await until(async () => (await jobsLeft()) === 0);
  expect(runs).toBeGreaterThanOrEqual(2);
});
