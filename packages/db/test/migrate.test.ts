import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { createPool } from "@watchword/db/pool";
import { pendingMigrations } from "@watchword/db/migrate";
import { Kysely, PostgresDialect, sql } from "kysely";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { asSuperuser } from "../src/testing/superuser.ts";

let name: string;
let url: string;
let db: Kysely<unknown>;

beforeEach(async () => {
  name = `empty_${randomUUID().replaceAll("-", "")}`;
  await asSuperuser(`CREATE DATABASE ${name}`);
  url = Object.assign(new URL(inject("postgresUrl")), { pathname: name }).href;
  db = new Kysely({ dialect: new PostgresDialect({ pool: createPool(url) }) });
});

afterEach(async () => {
  await db.destroy();
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
});

test("two processes that migrate an empty database at once make one schema", async () => {
  const missing = await pendingMigrations(db);
  await Promise.all([migrateInProcess(), migrateInProcess()]);
  const { rows } = await sql<{ name: string }>`SELECT name FROM migrations`.execute(db);
  expect(rows.map((row) => row.name)).toEqual(missing);
  const users = await sql`SELECT * FROM users`.execute(db);
  expect(users.rows).toEqual([]);
});

test("the migrations that a database lacks are named", async () => {
  expect(await pendingMigrations(db)).toContain("0001-baseline");
  await migrateInProcess();
  expect(await pendingMigrations(db)).toEqual([]);
});

async function migrateInProcess(): Promise<void> {
  const program = `import { migrate } from "@watchword/db/migrate"; await migrate(process.argv[1]);`;
  const options = ["--input-type=module", "--eval", program, url];
  await promisify(execFile)(process.execPath, options, { cwd: import.meta.dirname });
}
