import { type Kysely, type RawBuilder, sql } from "kysely";
import { MIGRATION_TABLES, ownObjects, RIGHTS } from "./own-objects.ts";
import type { Database } from "./schema.ts";

/*
 * Two roles: one owns the tables and is used to migrate, the other serves. So somebody who takes over the product can
 * read the record and add to it, but not rewrite it: only an owner can change or drop a month, or remove its guards.
 */

/**
 * Lets the role serve on the existing tables, which the current role owns; in a transaction, so that processes that are
 * serving see no gap. The role may also see which migrations were done, so that it can start if there is nothing to do.
 */
export async function grantRights(owner: Kysely<unknown>, role: string): Promise<void> {
  const { rows } = await sql<{ kind: string; name: string }>`
    SELECT kind, name FROM ${ownObjects} AS own WHERE NOT in_set`.execute(owner);
  const to = sql.id(role);
  for (const { kind, name } of rows) {
    const rights = await rightsOn(owner, kind, name);
    if (!rights) continue;
    const object = sql`${sql.raw(kind)} ${sql.raw(name)}`;
    await sql`REVOKE ALL ON ${object} FROM ${to}`.execute(owner);
    await sql`GRANT ${rights} ON ${object} TO ${to}`.execute(owner);
  }
}

/** Null for tables that are reached through their parent: the record's months. */
async function rightsOn(
  owner: Kysely<unknown>,
  kind: string,
  name: string,
): Promise<RawBuilder<unknown> | null> {
  if (kind === "SCHEMA") return sql`USAGE`;
  if (kind === "FUNCTION") return sql`EXECUTE`;
  if ((MIGRATION_TABLES as readonly string[]).includes(name)) return sql`SELECT`;
  if (!(name in RIGHTS)) return null;
  switch (RIGHTS[name as keyof Database]) {
    case "read":
      return sql`SELECT`;
    case "write":
      return sql`SELECT, INSERT, UPDATE, DELETE`;
    case "append":
      return sql`SELECT, INSERT (${await givenColumns(owner, name)})`;
  }
}

/** The columns of the record that callers set; the database sets the time and the id. */
async function givenColumns(owner: Kysely<unknown>, table: string): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ name: string }>`
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('at', 'id')`.execute(
    owner,
  );
  return sql.join(rows.map(({ name }) => sql.id(name)));
}

/** Which of our tables and functions the current role can't use as serving requires; empty if none. */
export async function missingRights(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ kind: string; name: string; rights: string[] }>`
    SELECT kind, name, array_remove(ARRAY[
      CASE WHEN kind = 'FUNCTION' AND has_function_privilege(oid, 'EXECUTE') THEN 'EXECUTE' END,
      CASE WHEN kind = 'TABLE' AND has_table_privilege(oid, 'SELECT') THEN 'SELECT' END,
      CASE WHEN kind = 'TABLE' AND has_any_column_privilege(oid, 'INSERT') THEN 'INSERT' END,
      CASE WHEN kind = 'TABLE' AND has_table_privilege(oid, 'UPDATE') THEN 'UPDATE' END,
      CASE WHEN kind = 'TABLE' AND has_table_privilege(oid, 'DELETE') THEN 'DELETE' END
    ], NULL) AS rights FROM ${ownObjects} AS own WHERE NOT in_set`.execute(db);
  const needed = { read: ["SELECT"], append: ["SELECT", "INSERT"] };
  const write = [...needed.append, "UPDATE", "DELETE"];
  return rows.flatMap(({ kind, name, rights }) => {
    const given = RIGHTS[name as keyof Database];
    const wants = given === "write" ? write : given ? needed[given] : [];
    const lacks = (kind === "FUNCTION" ? ["EXECUTE"] : wants).filter(
      (one) => !rights.includes(one),
    );
    return lacks.length === 0 ? [] : [`${lacks.join(", ")} on ${name}`];
  });
}

/** What is wrong with the record of events, in words; null if nothing is. */
export async function auditProblem(db: Kysely<Database>): Promise<string | null> {
  const { rows } = await sql<{ owns: string | null; has_month: boolean }>`
    SELECT string_agg(name, ', ' ORDER BY name) FILTER (WHERE pg_has_role(owner, 'MEMBER')) AS owns,
      to_regclass('audit_events_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')) IS NOT NULL AS has_month
    FROM ${ownObjects} AS own WHERE name = 'audit_events' OR kind IN ('SCHEMA', 'FUNCTION')`.execute(
    db,
  );
  const { owns = null, has_month = false } = rows[0] ?? {};
  if (!has_month) return "this month has no table: no worker has made it";
  if (owns === null) return null;
  return owns.includes("audit_events")
    ? "only triggers protect it, because one role both owns the tables and serves"
    : `the role that serves owns ${owns}: run db:migrate with MIGRATION_DATABASE_URL`;
}
