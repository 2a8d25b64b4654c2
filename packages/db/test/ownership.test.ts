import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "@watchword/db/migrate";
import { auditProblem } from "@watchword/db/roles";
import { type Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import { ownObjects } from "../src/own-objects.ts";
import type { Database } from "../src/schema.ts";
import { connect, makeRoles } from "./role-pairs.ts";

const RECORD = join(import.meta.dirname, "../../../docs/decisions/0039-one-schema.md");

/** The SQL under a heading of the decision record, for roles and a database of this test. */
async function documentedSql(heading: string, names: Record<string, string>): Promise<string> {
  const text = await readFile(RECORD, "utf8");
  const [, after = ""] = text.split(heading);
  const statements = /(?<=```sql\n)[^`]+/.exec(after)?.[0] ?? "";
  return statements
    .replaceAll("'…'", "'of no use'")
    .replaceAll(/\bwatchword\w*\b/g, (name) => names[name] ?? name);
}

async function ownersOf(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ owner: string }>`
    SELECT DISTINCT owner::regrole::text AS owner FROM ${ownObjects} AS own`.execute(db);
  return rows.map(({ owner }) => owner);
}

/** What the next release's migrations may do: replace every function, change every table. */
async function migrateOnwards(owner: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    SELECT CASE kind WHEN 'FUNCTION' THEN pg_get_functiondef(oid)
      ELSE format('ALTER TABLE %s SET (autovacuum_enabled = true)', name) END AS statement
    FROM ${ownObjects} AS own LEFT JOIN pg_class USING (oid)
    WHERE kind = 'FUNCTION' OR relkind = 'r'`.execute(owner);
  expect(rows.length).toBeGreaterThan(20);
  for (const { statement } of rows) await sql.raw(statement).execute(owner);
}

test("a database with one role gets two as documented, and the next migrations run", async () => {
  const { owner, app, ownerUrl, appUrl, name, superuserUrl } = await makeRoles("app");
  await migrate(appUrl);
  const serving = connect(appUrl);
  await serving.insertInto("mails").values({ kind: "email-otp" }).execute();
  await sql`DROP ROLE ${sql.id(owner)}`.execute(connect(superuserUrl));

  const names = { watchword_owner: owner, watchword_app: app, watchword: name };
  await sql
    .raw(await documentedSql("two roles, as a superuser", names))
    .execute(connect(superuserUrl));
  await migrate(ownerUrl, appUrl);

  expect(await ownersOf(serving)).toEqual([owner]);
  expect(await auditProblem(serving)).toBeNull();
  await migrateOnwards(connect(ownerUrl));
  await serving.insertInto("mails").values({ kind: "email-otp" }).execute();
  expect(await serving.selectFrom("mails").select("id").execute()).toHaveLength(2);
});

test("functions that an earlier conversion left to the serving role get the new owner", async () => {
  const { owner, app, ownerUrl, appUrl, superuserUrl } = await makeRoles();
  await migrate(ownerUrl, appUrl);
  const superuser = connect(superuserUrl);
  for (const left of ["count_guess", "refuse_reserved_address", "refuse_audit_change"])
    await sql`ALTER FUNCTION ${sql.id(left)} OWNER TO ${sql.id(app)}`.execute(superuser);
  expect(await auditProblem(connect(appUrl))).toContain("refuse_audit_change");

  await sql`GRANT ${sql.id(app)} TO ${sql.id(owner)}`.execute(superuser);
  await migrate(ownerUrl, appUrl);
  await sql`REVOKE ${sql.id(app)} FROM ${sql.id(owner)}`.execute(superuser);

  expect(await auditProblem(connect(appUrl))).toBeNull();
  await migrateOnwards(connect(ownerUrl));
});

test("a role that may not take over tables gets the SQL that allows it, and nothing is changed", async () => {
  const { owner, app, ownerUrl, appUrl, superuserUrl, name } = await makeRoles("app");
  await migrate(appUrl);
  const superuser = connect(superuserUrl);
  await sql`ALTER TABLE mails OWNER TO CURRENT_USER`.execute(superuser);

  const said = await migrate(ownerUrl, appUrl).catch((error: Error) => error.message);
  expect(said).toContain("MIGRATION_DATABASE_URL");
  const statements = String(said).match(/^ {2}.+;$/gm) ?? [];
  expect(statements).toEqual([
    `  GRANT CREATE ON DATABASE ${name} TO ${owner};`,
    `  GRANT ${app} TO ${owner};`,
    `  ALTER TABLE watchword.mails OWNER TO ${owner};`,
  ]);
  expect(await ownersOf(superuser)).not.toContain(owner);

  await sql.raw(statements.join("\n")).execute(superuser);
  await migrate(ownerUrl, appUrl);
  expect(await ownersOf(superuser)).toEqual([owner]);
});

test("a schema with another product's tables stays its owner's", async () => {
  const { ownerUrl, app, appUrl, superuserUrl } = await makeRoles("app");
  const product = connect(appUrl);
  await sql`CREATE SCHEMA watchword`.execute(product);
  await sql`CREATE TABLE watchword.users (id integer)`.execute(product);
  await expect(migrate(ownerUrl, appUrl)).rejects.toThrow("tables of something else");
  const { rows } = await sql`
    SELECT tableowner FROM pg_tables WHERE tablename = 'users'`.execute(connect(superuserUrl));
  expect(rows).toEqual([{ tableowner: app }]);
});
