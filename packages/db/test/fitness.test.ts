import { randomUUID } from "node:crypto";
import { migrate } from "@watchword/db/migrate";
import { createDatabase, createPool } from "@watchword/db/pool";
import { type RawBuilder, sql } from "kysely";
import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import { inDatabase } from "../src/testing/in-database.ts";

const admin = createDatabase(createPool(inject("postgresUrl"), { max: 2 }));
const roles: string[] = [];
let name: string;
let url: string;

beforeEach(async () => {
  name = `fit_${randomUUID().replaceAll("-", "")}`;
  url = inDatabase(inject("postgresUrl"), name);
  await sql`CREATE DATABASE ${sql.id(name)}`.execute(admin);
});
afterEach(async () => {
  await sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(admin);
  for (const role of roles.splice(0)) await sql`DROP ROLE ${sql.id(role)}`.execute(admin);
});
afterAll(() => admin.destroy());

async function run<Row>(statement: RawBuilder<Row>): Promise<Row[]> {
  const db = createDatabase(createPool(url, { max: 1 }));
  const { rows } = await statement.execute(db).finally(() => db.destroy());
  return rows;
}

/** All that anybody has made in the database. */
const made = () =>
  run(sql`
    SELECT relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname !~ '^(pg_|information_schema)' AND relkind IN ('r', 'v')
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public$)'
    ORDER BY 1`);

async function expectRefusal(words: RegExp, as = url): Promise<void> {
  const before = await made();
  await expect(migrate(as)).rejects.toMatchObject({
    name: "UnfitDatabaseError",
    message: expect.stringMatching(words),
  });
  expect(await made()).toEqual(before);
}

/** A role that may log in and nothing else. */
async function makeRole(): Promise<{ role: string; as: string }> {
  const role = `fit_role_${randomUUID().slice(0, 8)}`;
  await sql`CREATE ROLE ${sql.id(role)} LOGIN PASSWORD 'of no use'`.execute(admin);
  roles.push(role);
  return {
    role,
    as: Object.assign(new URL(url), { username: role, password: "of no use" }).href,
  };
}

test("a product's own table under one of our names is left alone", async () => {
  await run(sql`CREATE TABLE users (id serial PRIMARY KEY)`);
  await expectRefusal(/schema public has tables of something else.*users.*search_path/s);
});

test("so are a product's own migrations", async () => {
  await run(sql`CREATE TABLE kysely_migration (name text PRIMARY KEY, timestamp text)`);
  await run(sql`INSERT INTO kysely_migration VALUES ('2024-01-01-init', '')`);
  await expectRefusal(/migrations of another program/);
});

test("beside all of them, and a job queue, a schema of Watchword's own works, twice over", async () => {
  await run(sql`CREATE SCHEMA graphile_worker`);
  await run(sql`CREATE TABLE users (id serial PRIMARY KEY)`);
  await run(sql`CREATE TABLE kysely_migration (name text PRIMARY KEY, timestamp text)`);
  await run(sql`INSERT INTO kysely_migration VALUES ('2024-01-01-init', '')`);
  await run(sql`CREATE SCHEMA watchword`);
  const own = `${url}?options=-csearch_path%3Dwatchword`;
  await migrate(own);
  await migrate(own);
  const tables = await run(
    sql`SELECT FROM pg_tables WHERE schemaname = 'watchword' AND tablename = 'users'`,
  );
  expect(tables).toHaveLength(1);
});

test("a schema that only the role's default leads to is asked for by name", async () => {
  const { role, as } = await makeRole();
  await run(sql`CREATE SCHEMA mine AUTHORIZATION ${sql.id(role)}`);
  await sql`GRANT CREATE ON DATABASE ${sql.id(name)} TO ${sql.id(role)}`.execute(admin);
  await migrate(`${as}?options=-csearch_path%3Dmine`);
  await run(sql`ALTER ROLE ${sql.id(role)} IN DATABASE ${sql.id(name)} SET search_path = mine`);
  await expectRefusal(/options=-csearch_path%3Dmine/, as);
  await run(sql`DROP OWNED BY ${sql.id(role)} CASCADE`);
});

test("a schema that isn't there is named as what to make", async () => {
  await expectRefusal(/CREATE SCHEMA/, `${url}?options=-csearch_path%3Dnowhere`);
});

test("a database that isn't UTF-8 is refused", async () => {
  await sql`DROP DATABASE ${sql.id(name)}`.execute(admin);
  await sql`CREATE DATABASE ${sql.id(name)} ENCODING 'LATIN1' TEMPLATE template0
    LOCALE_PROVIDER libc LOCALE 'C'`.execute(admin);
  await expectRefusal(/LATIN1.*UTF8/s);
});

test("rights that the one role lacks are said as the SQL that gives them", async () => {
  const { role, as } = await makeRole();
  const schema = `GRANT USAGE, CREATE ON SCHEMA "public" TO "${role}";`;
  await expectRefusal(new RegExp(schema), as);
  await run(sql.raw(schema));
  await migrate(as);
  await run(sql`DROP OWNED BY ${sql.id(role)} CASCADE`);
});

test("a database that is read-only is refused in words", async () => {
  await sql`ALTER DATABASE ${sql.id(name)} SET default_transaction_read_only = on`.execute(admin);
  await expect(migrate(url)).rejects.toThrow(/takes no writes: default_transaction_read_only/);
});

test("an older release serves over a newer one's schema, changes nothing of it, and says so", async () => {
  await migrate(url);
  await run(sql`INSERT INTO kysely_migration VALUES ('9999-later', now()::text)`);
  // What the newer release did with a table that this one knows.
  await run(sql`ALTER TABLE chores RENAME TO errands`);
  expect(await migrate(url)).toEqual({ revoked: [], foreign: [], newer: ["9999-later"] });
});

test("a schema that is newer in one thing and older in another is refused", async () => {
  await migrate(url);
  await run(sql`UPDATE kysely_migration SET name = '9999-later' WHERE name = '0016-guess-totals'`);
  await expectRefusal(/doesn't know \(9999-later\) and lacks.*0016-guess-totals/s);
});
