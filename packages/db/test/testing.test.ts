import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, passTime } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

const { ownerUrl, drop } = await createTestDatabase();
const db = createDatabase(createPool(ownerUrl));

beforeAll(async () => {
  await sql`CREATE TABLE audit (happened_at timestamptz NOT NULL, note text)`.execute(db);
  await sql`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'append only'; END $$`.execute(db);
  await sql`CREATE TRIGGER guard BEFORE UPDATE ON audit EXECUTE FUNCTION refuse()`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await drop();
});

test("time passes for every table, including protected ones and generated columns", async () => {
  await sql`INSERT INTO audit VALUES (now(), 'signed in')`.execute(db);
  await sql`
    INSERT INTO tokens (id, purpose, collection, email, token_hash, token_expires_at)
    VALUES (gen_random_uuid(), 'p', 'c', 'a@example.com', '', now() + interval '60 s')`.execute(db);

  await passTime(db, 61.5);

  const { rows } = await sql`
    SELECT now() - happened_at BETWEEN '61.5 s' AND '90 s' AS happened, over_at < now() AS over,
      over_at = token_expires_at AS generated
    FROM audit, tokens`.execute(db);
  expect(rows).toEqual([{ happened: true, over: true, generated: true }]);
});

test("events of the record move once, even to a month that has no table yet", async () => {
  await sql`
    CREATE TABLE audit_events_2020_03 PARTITION OF audit_events
    FOR VALUES FROM ('2020-03-01Z') TO ('2020-04-01Z')`.execute(db);
  for (const at of ["2020-03-01 00:10Z", "2020-03-10 12:00Z", "2020-03-31 23:59Z"]) {
    await sql`
      INSERT INTO audit_events (at, event, outcome) VALUES (${at}, 'x', 'granted')`.execute(db);
  }

  await passTime(db, 7 * 86_400);

  const { rows } = await sql`
    SELECT to_char(at AT TIME ZONE 'UTC', 'MM-DD HH24:MI') AS at, tableoid::regclass::text AS home
    FROM audit_events ORDER BY audit_events.at`.execute(db);
  expect(rows).toEqual([
    { at: "02-23 00:10", home: "audit_events_2020_02" },
    { at: "03-03 12:00", home: "audit_events_2020_03" },
    { at: "03-24 23:59", home: "audit_events_2020_03" },
  ]);
});

test("each test database is separate", async () => {
  const other = await createTestDatabase();
  const otherDb = createDatabase(createPool(other.url));
  expect(await otherDb.selectFrom("tokens").selectAll().execute()).toEqual([]);
  await otherDb.destroy();
  await other.drop();
});

test("many test databases can be created at once", async () => {
  const databases = await Promise.all(Array.from({ length: 8 }, createTestDatabase));
  expect(new Set(databases.map((database) => database.url)).size).toBe(8);
  await Promise.all(databases.map((database) => database.drop()));
});
