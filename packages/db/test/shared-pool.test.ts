import { createDatabase, openPool } from "@watchword/db/pool";
import type { QueryPool } from "@watchword/db/query-pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { isUnavailable } from "@watchword/db/unavailable";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Database } from "../src/schema.ts";

const CALL = {
  name: "current_state",
  text: "SELECT current_setting('transaction_isolation') AS isolation",
};

let database: TestDatabase;
let app: pg.Pool;
let shared: QueryPool;
let db: Kysely<Database>;
beforeEach(async () => {
  database = await createTestDatabase();
  app = new pg.Pool({
    connectionString: database.ownerUrl,
    max: 1,
    options: "-c search_path=shop",
  });
  await app.query(
    "CREATE SCHEMA shop; CREATE TABLE shop.users (id int); CREATE TABLE shop.mails (id int)",
  );
  shared = openPool(app, { schema: "watchword" });
  db = createDatabase(shared);
});
afterEach(async () => {
  await app.end();
  await database.drop();
});

const sessionOf = async () =>
  (
    await app.query(
      "SELECT name, setting FROM pg_settings WHERE name <> 'application_name' ORDER BY name",
    )
  ).rows;

test("statements find Watchword's tables, and leave the app's session as it was", async () => {
  const before = await sessionOf();
  await db.insertInto("mails").values({ kind: "email-otp" }).execute();
  await db.transaction().execute(async (trx) => {
    await trx.insertInto("mails").values({ kind: "email-otp" }).execute();
  });
  await expect(sql`SELECT 1 / 0`.execute(db)).rejects.toThrow("division by zero");
  await shared.query(CALL);
  expect(await db.selectFrom("mails").select("kind").execute()).toHaveLength(2);
  expect(await sessionOf()).toEqual(before);
  expect((await app.query("SELECT count(*)::int AS n FROM mails")).rows).toEqual([{ n: 0 }]);
  expect(app.totalCount).toBe(1);
});

test("a transaction that fails leaves nothing open", async () => {
  const failing = db.transaction().execute(async (trx) => {
    await trx.insertInto("mails").values({ kind: "email-otp" }).execute();
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await db.selectFrom("mails").selectAll().execute()).toEqual([]);
  const { rows } = await app.query("SELECT now() = statement_timestamp() AS outside");
  expect(rows).toEqual([{ outside: true }]);
});

test("a call is one round trip, once the session is known, and a statement is three", async () => {
  await shared.query(CALL);
  const texts: string[] = [];
  const client = await app.connect();
  const query = client.query.bind(client);
  client.query = ((given: string | pg.QueryConfig, ...rest: unknown[]) => {
    texts.push(typeof given === "string" ? given : given.text);
    return (query as (...all: unknown[]) => unknown)(given, ...rest);
  }) as never;
  client.release();
  await shared.query(CALL);
  expect(texts).toEqual([CALL.text]);
  texts.length = 0;
  await db.selectFrom("mails").selectAll().execute();
  expect(texts.map((text) => text.split(" ")[0])).toEqual(["BEGIN", "select", "COMMIT"]);
});

test("calls and statements mean the same in a session with other settings", async () => {
  await app.query(
    "SET default_transaction_isolation = 'serializable'; SET datestyle = 'German, DMY'",
  );
  expect((await shared.query(CALL)).rows).toEqual([{ isolation: "read committed" }]);
  const { rows } = await sql<{
    at: Date;
  }>`SELECT timestamptz '2026-02-03 04:05:06+00' AS at`.execute(db);
  expect(rows[0]?.at).toEqual(new Date("2026-02-03T04:05:06Z"));
  expect((await app.query("SHOW datestyle")).rows).toEqual([{ DateStyle: "German, DMY" }]);
});

test("an app that reads timestamps as strings gets strings, and Watchword dates", async () => {
  const parse = pg.types.getTypeParser(1184);
  pg.types.setTypeParser(1184, String);
  try {
    const text = "SELECT timestamptz '2026-02-03 04:05:06+00' AS at";
    expect((await app.query(text)).rows[0].at).toBeTypeOf("string");
    expect((await shared.query({ text })).rows[0]?.at).toBeInstanceOf(Date);
    expect((await sql<{ at: Date }>`${sql.raw(text)}`.execute(db)).rows[0]?.at).toBeInstanceOf(
      Date,
    );
  } finally {
    pg.types.setTypeParser(1184, parse);
  }
});

test("waiting for a connection of the app's pool fails after some seconds", async () => {
  const busy = await app.connect();
  await expect(shared.query(CALL)).rejects.toThrow("timeout exceeded when trying to connect");
  busy.release();
  await expect(shared.query(CALL)).resolves.toMatchObject({ rowCount: 1 });
});

test("a call that hangs is cancelled, and its connection not used again", async () => {
  const spare = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const hanging = openPool(spare, { schema: "watchword" });
  await expect(hanging.query({ text: "SELECT pg_sleep(600)" })).rejects.toThrow(
    "Query read timeout",
  );
  const text = `
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active'`;
  await expect.poll(async () => (await app.query(text)).rowCount).toBe(0);
  await spare.end();
});

test("an app that discards what its sessions have prepared fails one call, and as an outage", async () => {
  await shared.query(CALL);
  await app.query("DISCARD ALL");
  expect(isUnavailable(await shared.query(CALL).catch((error: unknown) => error))).toBe(true);
  await expect(shared.query(CALL)).resolves.toMatchObject({ rowCount: 1 });
});

test("closing ends only Watchword's use of the pool, and not the pool", async () => {
  await shared.end();
  await expect(shared.query(CALL)).rejects.toThrow("after calling end");
  expect((await app.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
