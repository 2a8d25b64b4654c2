import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createCall } from "@watchword/db/call";
import { readFunctionSet } from "@watchword/db/function-set";
import { migrate } from "@watchword/db/migrate";
import { createDatabase, createPool, queryPool } from "@watchword/db/pool";
import { type RawBuilder, sql } from "kysely";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { inDatabase } from "../src/testing/in-database.ts";
import { asSuperuser } from "../src/testing/superuser.ts";
import { type Functions, PARAMETERS } from "./functions/functions.generated.ts";

const roles: string[] = [];
let name: string;
let url: string;

beforeEach(async () => {
  name = `fit_${randomUUID().replaceAll("-", "")}`;
  url = inDatabase(inject("postgresUrl"), name);
  await asSuperuser(`CREATE DATABASE ${name}`);
});
afterEach(async () => {
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
  for (const role of roles.splice(0)) await asSuperuser(`DROP ROLE ${role}`);
});

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
  await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD 'of no use'`);
  roles.push(role);
  return {
    role,
    as: Object.assign(new URL(url), { username: role, password: "of no use" }).href,
  };
}

test("a schema that another program has tables in is refused", async () => {
  await run(sql`CREATE SCHEMA watchword`);
  await run(sql`CREATE TABLE watchword.orders (id serial PRIMARY KEY)`);
  await expectRefusal(
    /schema watchword has tables of something else in it: orders, orders_id_seq.*DATABASE_SCHEMA/s,
  );
});

test("a schema that belongs to another role is refused, with the SQL that changes its owner", async () => {
  const { role, as } = await makeRole();
  await run(sql`CREATE SCHEMA watchword`);
  await run(sql`GRANT ALL ON SCHEMA watchword TO ${sql.id(role)}`);
  await asSuperuser(`GRANT CREATE ON DATABASE ${name} TO ${role}`);
  await expectRefusal(new RegExp(`ALTER SCHEMA "watchword" OWNER TO "${role}";`), as);
  await run(sql`ALTER SCHEMA watchword OWNER TO ${sql.id(role)}`);
  await migrate(as);
  await run(sql`DROP OWNED BY ${sql.id(role)} CASCADE`);
});

test("the schema has the given name, and its functions find their tables in it", async () => {
  await migrate(url, url, { schema: "sign_in" });
  const { rows } = await withSchema("sign_in");
  expect(rows).toEqual([{ email: "ada@example.com" }]);
  const schemas = await run(sql`
    SELECT DISTINCT nspname AS schema FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname !~ '^(pg_|information_schema)'`);
  expect(schemas).toEqual([{ schema: "sign_in" }]);
});

async function withSchema(schema: string) {
  const db = createDatabase(createPool(url, { schema, max: 1 }));
  await db.insertInto("users").values({ collection: "a", email: "ada@example.com" }).execute();
  await sql`SELECT keep_audit_partitions(interval '400 days')`.execute(db);
  return sql`SELECT email FROM users`.execute(db).finally(() => db.destroy());
}

test.each(["public", "pg_mine", "information_schema", "Mine", "1st", 'a"b', "a".repeat(41), ""])(
  "%s isn't accepted as the name of our schema",
  async (schema) => {
    await expect(migrate(url, url, { schema })).rejects.toThrow(/The schema's name: /);
  },
);

test("a database that isn't UTF-8 is refused", async () => {
  await asSuperuser(`DROP DATABASE ${name}`);
  await asSuperuser(`CREATE DATABASE ${name} ENCODING 'LATIN1' TEMPLATE template0
    LOCALE_PROVIDER libc LOCALE 'C'`);
  await expectRefusal(/LATIN1.*UTF8/s);
});

test("if the only role lacks rights, the refusal contains the SQL that grants them", async () => {
  const { role, as } = await makeRole();
  const grant = `GRANT CREATE ON DATABASE "${name}" TO "${role}";`;
  await expectRefusal(new RegExp(grant), as);
  await run(sql.raw(grant));
  await migrate(as);
  await run(sql`DROP OWNED BY ${sql.id(role)} CASCADE`);
});

test("a database that is read-only is refused with an explanation", async () => {
  await asSuperuser(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  await expect(migrate(url)).rejects.toThrow(/takes no writes: default_transaction_read_only/);
});

test("an older release can serve from a newer schema, changes nothing in it, and says so", async () => {
  await migrate(url);
  await run(sql`INSERT INTO migrations VALUES ('9999-later', now()::text)`);
  // What the newer release did with a table that this one knows.
  await run(sql`ALTER TABLE chores RENAME TO errands`);
  expect(await migrate(url)).toEqual({ revoked: [], foreign: [], newer: ["9999-later"] });
});

test("an older release whose functions were dropped installs them again over a newer schema", async () => {
  const functions = [join(import.meta.dirname, "functions")];
  const set = await readFunctionSet(functions[0] ?? "", "watchword");
  await migrate(url, url, { functions });
  await run(sql`INSERT INTO migrations VALUES ('9999-later', now()::text)`);
  await run(sql`DELETE FROM function_sets WHERE schema = ${set.schema}`);
  await run(sql`DROP SCHEMA ${sql.id(set.schema)} CASCADE`);
  expect(await migrate(url, url, { functions })).toMatchObject({ newer: ["9999-later"] });
  const calls = createPool(url);
  const call = createCall<Functions>(queryPool(calls), set.schema, PARAMETERS);
  expect(await call("find_account", { collection: "a", email: "ada@example.com" })).toEqual([]);
  await calls.end();
});
