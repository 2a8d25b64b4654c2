import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate, pendingMigrations } from "@watchword/db/migrate";
import { addJob } from "@watchword/db/mail-queue";
import { createDatabase, createPool } from "@watchword/db/pool";
import { auditProblem } from "@watchword/db/roles";
import { sql } from "kysely";
import { afterAll, afterEach, expect, inject, onTestFinished, test } from "vitest";
import { inDatabase } from "../src/testing/in-database.ts";

const admin = createDatabase(createPool(inject("postgresUrl")));
const made: { databases: string[]; roles: string[] } = { databases: [], roles: [] };

afterEach(async () => {
  for (const name of made.databases.splice(0))
    await sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(admin);
  for (const name of made.roles.splice(0)) await sql`DROP ROLE ${sql.id(name)}`.execute(admin);
});
afterAll(() => admin.destroy());

/** An empty database as a managed Postgres gives one: its owner is no superuser. */
async function makeRoles() {
  const id = randomUUID().slice(0, 8);
  const [owner, app, name] = [`owner_${id}`, `app_${id}`, `product_${id}`];
  for (const role of [owner, app]) {
    await sql`CREATE ROLE ${sql.id(role)} LOGIN PASSWORD 'of no use'`.execute(admin);
    made.roles.push(role);
  }
  await sql`CREATE DATABASE ${sql.id(name)} OWNER ${sql.id(owner)}`.execute(admin);
  made.databases.push(name);
  const urlOf = (username: string) =>
    Object.assign(new URL(inject("postgresUrl")), {
      username,
      password: "of no use",
      pathname: name,
    }).href;
  return { owner, app, ownerUrl: urlOf(owner), appUrl: urlOf(app), name };
}

function connect(url: string) {
  const db = createDatabase(createPool(url, { max: 2 }));
  onTestFinished(() => db.destroy());
  return db;
}

test("a role that owns no table serves, adds jobs, and can't rewrite what happened", async () => {
  const { ownerUrl, appUrl } = await makeRoles();
  await migrate(ownerUrl, appUrl);
  await migrate(ownerUrl, appUrl);
  const db = connect(appUrl);
  expect(await pendingMigrations(db)).toEqual([]);
  await db.insertInto("users").values({ collection: "users", email: "ada@example.com" }).execute();
  await sql`SELECT ${addJob("email-otp", sql`gen_random_uuid()`)}`.execute(db);
  await sql`INSERT INTO audit_events (event, outcome) VALUES ('email-otp.request', 'granted')`.execute(
    db,
  );
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("permission denied");
  await expect(sql`CREATE SCHEMA more`.execute(db)).rejects.toThrow("permission denied");
  expect(await auditProblem(db)).toBeNull();
});

test("with one role triggers guard what happened, and it says so", async () => {
  const { ownerUrl } = await makeRoles();
  await migrate(ownerUrl);
  const db = connect(ownerUrl);
  expect(await auditProblem(db)).toMatch(/triggers alone/);
  await sql`INSERT INTO audit_events (event, outcome) VALUES ('email-otp.request', 'granted')`.execute(
    db,
  );
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("append-only");
});

const RECORD = join(import.meta.dirname, "../../../docs/decisions/0016-two-roles.md");

/** The SQL that a reader is told to run, on roles and a database of this test. */
async function documentedSql(names: Record<string, string>): Promise<string> {
  const text = await readFile(RECORD, "utf8");
  const statements = /(?<=```sql\n)[^`]+(?=```\s+## Consequences)/.exec(text)?.[0] ?? "";
  return statements.replaceAll(/\bwatchword\w*\b/g, (name) => names[name] ?? name);
}

test("a database of one role is given two as documented, and its jobs stay", async () => {
  const { owner, app, ownerUrl, appUrl, name } = await makeRoles();
  await sql`DROP DATABASE ${sql.id(name)}`.execute(admin);
  await sql`DROP ROLE ${sql.id(owner)}`.execute(admin);
  await sql`CREATE DATABASE ${sql.id(name)} OWNER ${sql.id(app)}`.execute(admin);
  await migrate(appUrl);
  const db = connect(appUrl);
  await sql`SELECT ${addJob("email-otp", sql`gen_random_uuid()`)}`.execute(db);

  const superuser = connect(inDatabase(inject("postgresUrl"), name));
  const statements = await documentedSql({
    watchword_owner: owner,
    watchword_app: app,
    watchword: name,
  });
  await sql.raw(statements.replace("'…'", "'of no use'")).execute(superuser);
  await migrate(ownerUrl, appUrl);

  expect(await auditProblem(db)).toBeNull();
  await sql`SELECT ${addJob("email-otp", sql`gen_random_uuid()`)}`.execute(db);
  const { rows } = await sql`SELECT FROM graphile_worker.jobs`.execute(db);
  expect(rows).toHaveLength(2);
});

test("a data folder of before there were two roles has its queue handed over", async () => {
  const { app, appUrl, name } = await makeRoles();
  const superuserUrl = inDatabase(inject("postgresUrl"), name);
  await migrate(superuserUrl);
  await migrate(superuserUrl, appUrl);
  const db = connect(appUrl);
  await sql`SELECT ${addJob("email-otp", sql`gen_random_uuid()`)}`.execute(db);
  const { rows } = await sql`
    SELECT FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace
      AND relowner <> ${app}::regrole AND relkind IN ('r', 'v', 'S')`.execute(db);
  expect(rows).toEqual([]);
});
