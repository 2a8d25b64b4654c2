import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepAuditPartitions, recordEvent } from "../src/audit/audit.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  await recordEvent(product.auth, {
    event: "email-otp.request",
    outcome: "granted",
    reason: null,
    userId: null,
    address: { collection: "users", email: "ada@example.com" },
    token: null,
    client: LAPTOP,
    requestId: null,
  });
});
afterAll(() => product.close());

const tables = async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits
    WHERE inhparent = 'audit_events'::regclass`.execute(product.owner);
  return rows.map(({ name }) => name);
};

const changes = [
  "UPDATE audit_events SET outcome = 'refused'",
  "DELETE FROM audit_events",
  "TRUNCATE audit_events",
];

it("the serving role can add to the record and read it, but not change it", async () => {
  const { db } = product.auth;
  const takingOver = [
    "ALTER TABLE audit_events DISABLE TRIGGER ALL",
    "DROP TABLE audit_events",
    "SET session_replication_role = replica",
  ];
  for (const statement of [...changes, ...takingOver]) {
    await expect(sql.raw(statement).execute(db), statement).rejects.toThrow(
      /permission denied|must be owner/,
    );
  }
  for (const table of await tables()) {
    const insert = sql`INSERT INTO ${sql.table(table)} (event, outcome) VALUES ('x', 'granted')`;
    await expect(insert.execute(db), table).rejects.toThrow("permission denied");
    await expect(sql`DROP TABLE ${sql.table(table)}`.execute(db)).rejects.toThrow("must be owner");
  }
  expect(await db.selectFrom("audit_events").selectAll().execute()).toHaveLength(1);
});

it("triggers refuse changes to the owner too, table by table", async () => {
  const truncations = (await tables()).map((table) => `TRUNCATE ${table}`);
  for (const statement of [...changes, ...truncations]) {
    await expect(sql.raw(statement).execute(product.owner), statement).rejects.toThrow(
      "append-only",
    );
  }
});

it("a whole month is dropped once it is older than the policy keeps, and the next one exists in time", async () => {
  await sql`
    CREATE TABLE audit_events_2020_01 PARTITION OF audit_events
    FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')`.execute(product.owner);
  await keepAuditPartitions(product.auth);
  expect(await tables()).not.toContain("audit_events_2020_01");
  const { rows } = await sql<{ next: string }>`
    SELECT to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month',
      '"audit_events_"YYYY_MM') AS next`.execute(product.owner);
  expect(await tables()).toContain(rows[0]?.next);
});

it("the serving role can't get a young month dropped, nor choose which tables the keeper sees", async () => {
  const { db } = product.auth;
  const before = await tables();
  await db.connection().execute(async (connection) => {
    await sql`CREATE TEMP TABLE audit_events (at timestamptz) PARTITION BY RANGE (at)`.execute(
      connection,
    );
    await sql`SELECT keep_audit_partitions(interval '0')`.execute(connection);
    await sql`DROP TABLE pg_temp.audit_events`.execute(connection);
  });
  expect(await tables()).toEqual(before);
});

it("the serving role can't get a month dropped sooner than the owner keeps it", async () => {
  const { db } = product.auth;
  const { rows } = await sql<{ name: string; starts: string; ends: string }>`
    SELECT 'audit_events_' || to_char(starts, 'YYYY_MM') AS name, starts::text, (starts + interval '1 month')::text AS ends
    FROM (SELECT date_trunc('month', now(), 'UTC') - interval '4 months' AS starts) AS month`.execute(
    product.owner,
  );
  const [{ name, starts, ends }] = rows as [(typeof rows)[number]];
  await sql`
    CREATE TABLE ${sql.table(name)} PARTITION OF audit_events
    FOR VALUES FROM (${sql.lit(starts)}) TO (${sql.lit(ends)})`.execute(product.owner);
  await sql`SELECT keep_audit_partitions(interval '1 second')`.execute(db);
  expect(await tables()).toContain(name);
  const shorten = sql`UPDATE audit_retention SET keep = interval '30 days'`;
  await expect(shorten.execute(db)).rejects.toThrow("permission denied");
  await shorten.execute(product.owner);
  await sql`SELECT keep_audit_partitions(interval '1 second')`.execute(db);
  expect(await tables()).not.toContain(name);
});

it("the serving role can't set the time of an event", async () => {
  const { db } = product.auth;
  const dated = sql`INSERT INTO audit_events (at, event, outcome) VALUES (now(), 'x', 'granted')`;
  await expect(dated.execute(db)).rejects.toThrow("permission denied");
});

it("a month's new table takes over events that came before it", async () => {
  const months = await tables();
  const [next = ""] = months
    .filter((table) => /_\d{4}_\d{2}$/.test(table))
    .toSorted()
    .slice(-1);
  await sql`DROP TABLE ${sql.table(next)}`.execute(product.owner);
  await sql`
    INSERT INTO audit_events (at, event, outcome)
    VALUES (date_trunc('month', now(), 'UTC') + interval '40 days', 'early', 'granted')`.execute(
    product.owner,
  );
  await keepAuditPartitions(product.auth);
  expect((await tables()).toSorted()).toEqual(months.toSorted());
  const { rows } = await sql`SELECT event FROM ${sql.table(next)}`.execute(product.owner);
  expect(rows).toEqual([{ event: "early" }]);
  await expect(sql`DELETE FROM audit_events`.execute(product.owner)).rejects.toThrow("append-only");
});

it("no setting of a caller's session makes a month seem older than it is", async () => {
  const { rows } = await sql<{ name: string; starts: string; ends: string; keep: string }>`
    SELECT 'audit_events_' || to_char(ends - interval '1 month', 'YYYY_MM') AS name,
      (ends - interval '1 month')::text AS starts, ends::text AS ends, (now() - ends + interval '3 days')::text AS keep
    FROM (SELECT date_trunc('month', now(), 'UTC') - interval '2 months' AS ends) AS month`.execute(
    product.owner,
  );
  const [{ name, starts, ends, keep }] = rows as [(typeof rows)[number]];
  await sql`UPDATE audit_retention SET keep = interval '30 days'`.execute(product.owner);
  await sql`
    CREATE TABLE ${sql.table(name)} PARTITION OF audit_events
    FOR VALUES FROM (${sql.lit(starts)}) TO (${sql.lit(ends)})`.execute(product.owner);
  await product.auth.db.connection().execute(async (connection) => {
    await sql`SET TIME ZONE INTERVAL '+167:00' HOUR TO MINUTE`.execute(connection);
    await sql`SET DateStyle = 'German'`.execute(connection);
    await sql`SELECT keep_audit_partitions(${keep}::interval)`.execute(connection);
    await sql`RESET ALL`.execute(connection);
  });
  expect(await tables()).toContain(name);
});
