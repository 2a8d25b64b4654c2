import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type Proxy, startProxy } from "@watchword/db/testing/proxy";
import { isUnavailable } from "@watchword/db/unavailable";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";

/**
 * A connection that is silent stays so for minutes. By this much a bound is more than the product's own, for a machine
 * that stands still for a while.
 */
const STILL_MS = 20_000;
/** Waiting for a connection, and then for an answer. */
const FAILS_WITHIN_MS = 10_500 + STILL_MS;

let database: TestDatabase;
let proxy: Proxy;
let pool: ReturnType<typeof createPool>;
let db: ReturnType<typeof createDatabase>;

beforeEach(async () => {
  database = await createTestDatabase();
  proxy = await startProxy(database.url);
  pool = createPool(proxy.url, { max: 10 });
  db = createDatabase(pool);
});
afterEach(async () => {
  await db.destroy();
  await proxy.close();
  await database.drop();
});

const ask = () => sql`SELECT 1 AS one`.execute(db);

/** Opens as many connections as the pool has, all idle at the end. */
async function warm(): Promise<void> {
  await Promise.all(Array.from({ length: 10 }, () => sql`SELECT pg_sleep(0.1)`.execute(db)));
  expect(pool.idleCount).toBe(10);
}

test("after one connection turned out to be silent, the next statement runs at once on a new one", async () => {
  await warm();
  proxy.silence();
  const start = performance.now();
  const error = await ask().catch((failure: unknown) => failure);
  expect(isUnavailable(error)).toBe(true);
  expect(performance.now() - start).toBeLessThan(FAILS_WITHIN_MS);
  // On any of the silent ones it would fail.
  await ask();
  expect(proxy.opened()).toBe(11);
});

test("thirty people are soon answered again after the network fell silent", async () => {
  await warm();
  proxy.silence();
  const silentAt = performance.now();
  const waits: number[] = [];
  let lastFailureAt = silentAt;
  const person = async () => {
    let failed = true;
    // Who fails goes on for longer than anybody may fail.
    for (let ms = 0; ms < 11_000 || (failed && ms < 40_000); ms = performance.now() - silentAt) {
      const askedAt = performance.now();
      failed = false;
      await ask().catch((error: unknown) => {
        expect(isUnavailable(error)).toBe(true);
        failed = true;
        lastFailureAt = performance.now();
      });
      waits.push(performance.now() - askedAt);
      await sleep(50);
    }
  };
  await Promise.all(Array.from({ length: 30 }, person));
  expect(Math.max(...waits)).toBeLessThan(FAILS_WITHIN_MS);
  expect(lastFailureAt - silentAt).toBeLessThan(10_000 + STILL_MS);
});

test("if nothing gets through, each statement fails in time, and all works again as soon as the network does", async () => {
  await warm();
  proxy.hold();
  const start = performance.now();
  const errors = await Promise.all(
    Array.from({ length: 30 }, () => ask().catch((error: unknown) => error)),
  );
  expect(errors.every(isUnavailable)).toBe(true);
  expect(performance.now() - start).toBeLessThan(FAILS_WITHIN_MS);
  proxy.resume();
  await ask();
});

test("connections that became read-only are replaced, after one refusal, by new ones that can write", async () => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => pool.connect()));
  await Promise.all(
    clients.map((client) => client.query("SET default_transaction_read_only = on")),
  );
  for (const client of clients) client.release();
  const write = () => db.deleteFrom("alerts").execute();
  const error = await write().catch((failure: unknown) => failure);
  expect(error).toMatchObject({ code: "25006" });
  expect(isUnavailable(error)).toBe(true);
  await Promise.all(Array.from({ length: 10 }, write));
});

test("a pool ends in time although a running statement gets no answer", async () => {
  const ending = createDatabase(createPool(proxy.url));
  await sql`SELECT 1`.execute(ending);
  proxy.hold();
  const lost = sql`SELECT 1`.execute(ending).catch((error: unknown) => error);
  const start = performance.now();
  await ending.destroy();
  expect(performance.now() - start).toBeLessThan(5_500 + STILL_MS);
  expect(isUnavailable(await lost)).toBe(true);
});
