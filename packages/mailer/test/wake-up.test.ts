import { setTimeout as sleep } from "node:timers/promises";
import { createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { createWakeUp } from "@watchword/db/wake-up";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenForWork } from "../src/listen.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Listens until the test ends; `next` resolves when it is woken again. */
async function listen() {
  const stopping = new AbortController();
  const problems: string[] = [];
  let woken = Promise.withResolvers<void>();
  let times = 0;
  const listening = createPool(database.url, { max: 1 });
  const done = listenForWork(
    listening,
    () => {
      times += 1;
      woken.resolve();
    },
    (message) => problems.push(message),
    stopping.signal,
  );
  await woken.promise;
  return {
    problems,
    times: () => times,
    async next(cause: () => void) {
      woken = Promise.withResolvers();
      cause();
      await woken.promise;
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await done;
      await listening.end();
    },
  };
}

test("mailers are woken when something is due, and only a few times if much is due at once", async () => {
  await using listener = await listen();
  const wakeUp = createWakeUp(pool);
  const before = listener.times();
  await listener.next(() => {
    for (let mail = 0; mail < 200; mail++) wakeUp();
  });
  expect(listener.times() - before).toBeLessThan(5);
});

test("a listener whose connection was cut listens again, and looks for what it missed", async () => {
  await using listener = await listen();
  await listener.next(() => {
    void pool.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query ILIKE 'LISTEN%'`);
  });
  expect(listener.problems).toHaveLength(1);
  await listener.next(createWakeUp(pool));
});

// The quickest of three: a machine may stand still for longer.
test("a listener that is stopped ends at once", { retry: 2 }, async () => {
  const listener = await listen();
  const stopped = listener[Symbol.asyncDispose]();
  expect(await Promise.race([stopped.then(() => "ended"), sleep(4_000, "hangs")])).toBe("ended");
});
