import { once } from "node:events";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Database } from "../src/schema.ts";

const ADD_JOB = "SELECT graphile_worker.add_job('anything', job_key := gen_random_uuid()::text)";

let database: TestDatabase;
let db: Kysely<Database>;
let worker: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url));
  worker = new pg.Client({ connectionString: database.url });
  await worker.connect();
  await worker.query('LISTEN "jobs:insert"');
});
afterEach(async () => {
  await worker.end();
  await db.destroy();
  await database.drop();
});

/** How many jobs the next telling is of. */
async function told(): Promise<number> {
  const [{ payload }] = (await once(worker, "notification")) as [{ payload: string }];
  return (JSON.parse(payload) as { count: number }).count;
}

test("a commit that adds a job notifies nobody: it would wait for all others that do", async () => {
  const elsewhere = new pg.Client({ connectionString: database.url });
  await elsewhere.connect();
  const next = told();
  await elsewhere.query(ADD_JOB);
  await elsewhere.query(`SELECT pg_notify('jobs:insert', '{"count":7}')`);
  expect(await next).toBe(7);
  await elsewhere.end();
});

test("workers are told of a job once it is committed", async () => {
  const next = told();
  await db.transaction().execute(async (trx) => {
    await sql.raw(ADD_JOB).execute(trx);
    await sql.raw(ADD_JOB).execute(trx);
  });
  const { rows } = await worker.query("SELECT FROM graphile_worker.jobs");
  expect([await next, rows.length]).toEqual([2, 2]);
});

test("they are told of many jobs in few words, and of none twice", async () => {
  const tellings: number[] = [];
  const sum = () => tellings.reduce((count, more) => count + more, 0);
  const heard = Promise.withResolvers<void>();
  worker.on("notification", ({ payload = "" }) => {
    tellings.push((JSON.parse(payload) as { count: number }).count);
    if (sum() >= 200) heard.resolve();
  });
  await Promise.all(Array.from({ length: 200 }, () => sql.raw(ADD_JOB).execute(db)));
  await heard.promise;
  expect(sum()).toBe(200);
  expect(tellings.length).toBeLessThan(200);
});

test("adding a job reads none of those that wait", async () => {
  await db.connection().execute(async (connection) => {
    for (let job = 0; job < 50; job++) await sql.raw(ADD_JOB).execute(connection);
    await sql`BEGIN`.execute(connection);
    await sql.raw(ADD_JOB).execute(connection);
    const { rows } = await sql<{ read: number }>`
      SELECT seq_tup_read::int AS read FROM pg_stat_xact_all_tables
      WHERE relid = 'graphile_worker._private_jobs'::regclass`.execute(connection);
    await sql`COMMIT`.execute(connection);
    expect(rows).toEqual([{ read: 0 }]);
  });
});
