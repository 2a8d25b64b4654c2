import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { foreignGrants } from "@watchword/db/foreign-grants";
import { migrate } from "@watchword/db/migrate";
import { moveIntoSchema } from "@watchword/db/move";
import { auditProblem, missingRights } from "@watchword/db/roles";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { holdBy, MIGRATE } from "./held-locks.ts";
import { connect, makeRoles } from "./role-pairs.ts";
import { timersFire } from "./timers-fire.ts";

const layout = await readFile(join(import.meta.dirname, "old-layouts/afa8591.sql"), "utf8");

/** A database with the tables of before in a schema, which belong to the role that migrates. */
async function withOldTables(schema = "public") {
  const made = await makeRoles();
  const superuser = connect(made.superuserUrl);
  await addOldTables(made.superuserUrl, schema);
  await sql`ALTER SCHEMA ${sql.id(schema)} OWNER TO ${sql.id(made.owner)}`.execute(superuser);
  const { rows } = await sql<{ statement: string }>`
    SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, ${made.owner}::text) AS statement FROM pg_class
    WHERE relnamespace = ${schema}::regnamespace AND relkind IN ('r', 'p')
    UNION ALL
    SELECT format('ALTER FUNCTION %s OWNER TO %I', oid::regprocedure, ${made.owner}::text) FROM pg_proc
    WHERE pronamespace = ${schema}::regnamespace`.execute(superuser);
  for (const { statement } of rows) await sql.raw(statement).execute(superuser);
  return { ...made, superuser };
}

async function addOldTables(superuserUrl: string, schema: string): Promise<void> {
  await connect(superuserUrl)
    .connection()
    .execute(async (db) => {
      await sql`CREATE SCHEMA IF NOT EXISTS ${sql.id(schema)}`.execute(db);
      await sql`SET search_path = ${sql.id(schema)}`.execute(db);
      await sql.raw(layout.replaceAll(/"?public"?\./g, `${schema}.`)).execute(db);
      await sql`SET search_path = watchword, pg_temp`.execute(db);
    });
}

test("a database of two roles has two roles afterwards, and the serving one can do what it needs", async () => {
  const { ownerUrl, appUrl } = await withOldTables();
  const { rows } = await moveIntoSchema(ownerUrl, appUrl);
  expect(rows).toMatchObject({ users: 3, index_key: 1, alert_messages: 1, audit_retention: 1 });
  const db = connect(appUrl);
  expect(await missingRights(db)).toEqual([]);
  expect(await auditProblem(db)).toBeNull();
  expect(await foreignGrants(db)).toEqual([]);
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("permission denied");
  expect(await migrate(ownerUrl, appUrl)).toEqual({ revoked: [], foreign: [], newer: [] });
});

test("a move that fails halfway leaves everything as it was", async () => {
  const { ownerUrl, appUrl, superuser } = await withOldTables();
  await sql`CREATE SCHEMA watchword_before`.execute(superuser);
  await expect(moveIntoSchema(ownerUrl, appUrl)).rejects.toThrow("watchword_before");
  const { rows } = await sql`
    SELECT (SELECT count(*)::int FROM public.users) AS users, to_regnamespace('watchword') AS ours`.execute(
    superuser,
  );
  expect(rows).toEqual([{ users: 3, ours: null }]);
  await sql`DROP SCHEMA watchword_before`.execute(superuser);
  await moveIntoSchema(ownerUrl, appUrl);
});

test("if there are several old schemas, one has to be named, and the others keep their tables", async () => {
  const { ownerUrl, appUrl, superuserUrl, superuser } = await withOldTables("sign_in");
  await addOldTables(superuserUrl, "public");
  await expect(moveIntoSchema(ownerUrl, appUrl)).rejects.toThrow(/public, sign_in/);
  await expect(moveIntoSchema(ownerUrl, appUrl, { from: "shop" })).rejects.toThrow(
    "The schema shop has no tables",
  );
  await expect(moveIntoSchema(ownerUrl, appUrl, { from: "public" })).rejects.toThrow(
    /old tables belong to another role.*GRANT \w+ TO owner_/s,
  );
  expect(await moveIntoSchema(ownerUrl, appUrl, { from: "sign_in" })).toMatchObject({
    from: "sign_in",
    left: "watchword_before",
  });
  const { rows } = await sql`SELECT count(*)::int AS n FROM public.users`.execute(superuser);
  expect(rows).toEqual([{ n: 3 }]);
});

test("a move says so if there is nothing to move, or if it can't be moved", async () => {
  const { ownerUrl, appUrl } = await makeRoles();
  await expect(moveIntoSchema(ownerUrl, appUrl)).rejects.toThrow("No schema of this database");

  const old = await withOldTables();
  await sql`INSERT INTO public.kysely_migration VALUES ('9999-later', '')`.execute(old.superuser);
  await expect(moveIntoSchema(old.ownerUrl, old.appUrl)).rejects.toThrow(/9999-later/);
  await sql`DELETE FROM public.kysely_migration WHERE name > '0015'`.execute(old.superuser);
  await expect(moveIntoSchema(old.ownerUrl, old.appUrl)).rejects.toThrow(/lacks 0016/);
});

test("nothing is moved into a schema that is already in use", async () => {
  const { ownerUrl, appUrl, superuserUrl } = await makeRoles();
  await migrate(ownerUrl, appUrl);
  await addOldTables(superuserUrl, "public");
  await expect(moveIntoSchema(superuserUrl, appUrl)).rejects.toThrow(
    /watchword is Watchword's already/,
  );
  await expect(migrate(ownerUrl, appUrl)).resolves.toMatchObject({ newer: [] });
});

test.runIf(timersFire)(
  "a move waits for a migration, but not for whoever uses the old tables",
  async () => {
    const { ownerUrl, appUrl, superuserUrl } = await withOldTables();
    const migrator = await holdBy(superuserUrl, MIGRATE);
    const told: string[] = [];
    const moving = moveIntoSchema(ownerUrl, appUrl, { onWait: (words) => told.push(words) });
    await expect.poll(() => told, { timeout: 60_000 }).not.toEqual([]);
    expect(told[0]).toContain(`migrated by process ${migrator.pid}`);
    const reader = await holdBy(superuserUrl, "LOCK TABLE public.users IN ACCESS SHARE MODE");
    await Promise.all([
      expect(moving).rejects.toThrow("Something still uses the old tables"),
      migrator.end(),
    ]);
    await reader.end();
    await moveIntoSchema(ownerUrl, appUrl);
  },
);
