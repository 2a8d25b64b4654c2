import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCall } from "@watchword/db/call";
import { type FunctionSet, readFunctionSet } from "@watchword/db/function-set";
import { installFunctions } from "@watchword/db/install-functions";
import { createDatabase, createPool, type Statement, queryPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type Kysely, sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeFunctions } from "../src/functions/describe.ts";
import { type Functions, HASH, PARAMETERS } from "./functions/functions.generated.ts";

const folder = join(import.meta.dirname, "functions");
let database: TestDatabase;
let owner: Kysely<unknown>;
let serving: pg.Pool;
let role: string;
let set: FunctionSet;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDatabase(createPool(database.ownerUrl)) as unknown as Kysely<unknown>;
  serving = createPool(database.url);
  role = decodeURIComponent(new URL(database.url).username);
  set = await readFunctionSet(folder, "watchword");
  await installFunctions(owner, set, role);
});

afterAll(async () => {
  await owner.destroy();
  await serving.end();
  await database.drop();
});

test("the types of a set's functions are those of the catalogue", async () => {
  const described = await describeFunctions(owner, set);
  expect(set.hash).toBe(HASH);
  await expect(described).toMatchFileSnapshot("functions/functions.generated.ts");
});

test("a call gets its rows by one statement, which is prepared under the function's name", async () => {
  const statements: Statement[] = [];
  const call = createCall<Functions>(queryPool(serving), set.schema, PARAMETERS, (statement) =>
    statements.push(statement),
  );
  // The order in which they are given doesn't count.
  const [ada] = await call("make_account", {
    locale: "de",
    collection: "a",
    email: "ada@example.com",
  });
  await call("make_account", { collection: "a", email: "bob@example.com", locale: null });
  expect(await call("find_account", { collection: "a", email: "ada@example.com" })).toEqual([
    { id: ada?.id, locale: "de", others: "1" },
  ]);
  expect(statements.map(({ sql: text }) => text)).toEqual([
    `SELECT * FROM ${set.schema}.make_account($1, $2, $3)`,
    `SELECT * FROM ${set.schema}.make_account($1, $2, $3)`,
    `SELECT * FROM ${set.schema}.find_account($1, $2)`,
  ]);
  await expect(
    call("make_account", { collection: "a", email: "ada@example.com", locale: null }),
  ).rejects.toMatchObject({ code: "23505" });
  expect(statements.at(-1)?.error).toMatchObject({ code: "23505" });
});

test("the serving role may execute what is exposed, and nothing internal", async () => {
  await expect(
    serving.query(`SELECT ${set.schema}.count_others('a', gen_random_uuid())`),
  ).rejects.toMatchObject({ code: "42501" });
  await expect(
    serving.query(`CREATE FUNCTION ${set.schema}.own() RETURNS int LANGUAGE sql AS 'SELECT 1'`),
  ).rejects.toMatchObject({ code: "42501" });
});

test("a role that default privileges grant access may execute nothing", async () => {
  const stranger = sql.id(`stranger_${randomUUID().slice(0, 8)}`);
  await sql`CREATE ROLE ${stranger}`.execute(owner);
  for (const kind of ["FUNCTIONS", "SCHEMAS"])
    await sql`ALTER DEFAULT PRIVILEGES GRANT ALL ON ${sql.raw(kind)} TO ${stranger}`.execute(owner);
  const another = await changed("-- beside a stranger");
  await installFunctions(owner, another, role);
  const asStranger = owner.transaction().execute(async (trx) => {
    await sql`SET LOCAL ROLE ${stranger}`.execute(trx);
    await sql`SELECT * FROM ${sql.id(another.schema, "find_account")}('a', 'b')`.execute(trx);
  });
  await expect(asStranger).rejects.toMatchObject({ code: "42501" });
  await sql`DROP OWNED BY ${stranger}`.execute(owner);
  await sql`DROP ROLE ${stranger}`.execute(owner);
});

test("a function finds its tables whatever the caller's search path is", async () => {
  const client = await serving.connect();
  await client.query(
    "CREATE TEMPORARY TABLE users (collection text, email text, id uuid, locale text)",
  );
  await client.query(
    "INSERT INTO pg_temp.users VALUES ('t', 'eve@example.com', gen_random_uuid(), 'en')",
  );
  await client.query("SET search_path = pg_temp, pg_catalog");
  const { rows } = await client.query(
    `SELECT * FROM ${set.schema}.find_account('t', 'eve@example.com')`,
  );
  client.release(true);
  expect(rows).toEqual([]);
});

test("installing a set twice at the same time installs it once", async () => {
  const [first, second] = [await changed("-- first"), await changed("-- first")];
  await Promise.all([installFunctions(owner, first, role), installFunctions(owner, second, role)]);
  expect(first.schema).toBe(second.schema);
  expect(await schemas()).toContain(first.schema);
});

test("a set with a mistake in a body leaves nothing behind", async () => {
  const broken = await changed(
    "CREATE OR REPLACE FUNCTION broken() RETURNS int LANGUAGE sql AS 'SELECT nothing'",
  );
  await expect(installFunctions(owner, broken, role)).rejects.toMatchObject({ code: "42703" });
  expect(await schemas()).not.toContain(broken.schema);
});

test("sets that nobody has used for a month are removed, except the newest three", async () => {
  const before = await schemas();
  await sql`UPDATE function_sets SET installed_at = installed_at - interval '40 days', used_at = used_at - interval '40 days'`.execute(
    owner,
  );
  const newer: string[] = [];
  for (const text of ["-- second", "-- third"]) {
    const another = await changed(text);
    await installFunctions(owner, another, role);
    newer.push(another.schema);
  }
  // With that of the template.
  expect(before).toHaveLength(4);
  const after = await schemas();
  expect(after).toHaveLength(3);
  expect(after).toEqual(expect.arrayContaining(newer));
});

/** The set with one more text. */
async function changed(text: string): Promise<FunctionSet> {
  const more = await mkdtemp(join(tmpdir(), "watchword-functions-"));
  await Promise.all(set.texts.map((each, index) => writeFile(join(more, `${index}.sql`), each)));
  await writeFile(join(more, "more.sql"), text);
  const read = await readFunctionSet(more, "watchword");
  await rm(more, { recursive: true });
  return read;
}

async function schemas(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^watchword_[0-9a-f]{12}$'`.execute(
    owner,
  );
  return rows.map(({ name }) => name);
}
