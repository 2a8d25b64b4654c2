import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { nextJobInMs } from "@watchword/db/waiting-jobs";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";

const TASKS = ["mail"];

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
beforeEach(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url));
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

const addJob = (flag: string, inSeconds: number) =>
  sql`
    SELECT graphile_worker.add_job(
      'mail', run_at := now() + make_interval(secs => ${inSeconds}), flags := ARRAY[${flag}])`.execute(
    db,
  );

test("the next job is none that is left for now, or whoever leaves it would look again at once", async () => {
  expect(await nextJobInMs(db, TASKS)).toBeNull();
  await addJob("notice", -10);
  expect(await nextJobInMs(db, TASKS)).toBe(0);
  expect(await nextJobInMs(db, TASKS, ["notice"])).toBeNull();
  await addJob("awaited", 1_000);
  expect(await nextJobInMs(db, TASKS, ["notice"])).toBeGreaterThan(900_000);
});
