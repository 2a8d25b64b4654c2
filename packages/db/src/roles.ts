import { type Kysely, type RawBuilder, sql } from "kysely";
import { MIGRATION_TABLES, ownObjects, RIGHTS } from "./own-objects.ts";
import type { Database } from "./schema.ts";

/*
 * Two roles: one owns the tables and is used to migrate, the other serves. What happened can then be
 * added to and read by whoever takes over the product, and not rewritten: to change or drop a month,
 * or to take its guards away, one must own it.
 */

/**
 * Lets the role serve on the tables that exist, which whoever asks owns; in a transaction, so that those
 * who serve meanwhile see no gap. It may see which migrations were done, so that it starts where there is
 * nothing to do.
 */
export async function grantRights(owner: Kysely<unknown>, role: string): Promise<void> {
  const { rows } = await sql<{ kind: string; name: string }>`
    SELECT kind, name FROM ${ownObjects("tables")} AS own`.execute(owner);
  const to = sql.id(role);
  await doAs(
    owner,
    sql`format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), ${sql.lit(role)})`,
  );
  for (const { kind, name } of rows) {
    const rights = kind === "FUNCTION" ? sql`EXECUTE` : await rightsOn(owner, name);
    if (!rights) continue;
    const object = sql`${sql.raw(kind)} ${sql.raw(name)}`;
    await sql`REVOKE ALL ON ${object} FROM ${to}`.execute(owner);
    await sql`GRANT ${rights} ON ${object} TO ${to}`.execute(owner);
  }
}

/** Null for what is reached through its parent: the record's months. */
async function rightsOn(
  owner: Kysely<unknown>,
  table: string,
): Promise<RawBuilder<unknown> | null> {
  if (MIGRATION_TABLES.includes(table)) return sql`SELECT`;
  if (!(table in RIGHTS)) return null;
  switch (RIGHTS[table as keyof Database]) {
    case "read":
      return sql`SELECT`;
    case "write":
      return sql`SELECT, INSERT, UPDATE, DELETE`;
    case "append":
      return sql`SELECT, INSERT (${await givenColumns(owner, table)})`;
  }
}

/** The columns of the record that are given; when it happened, and under which id, the database decides. */
async function givenColumns(owner: Kysely<unknown>, table: string): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ name: string }>`
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('at', 'id')`.execute(
    owner,
  );
  return sql.join(rows.map(({ name }) => sql.id(name)));
}

/** Runs a statement whose names Postgres fills in. */
async function doAs(db: Kysely<unknown>, statement: RawBuilder<unknown>): Promise<void> {
  await sql`DO $$ BEGIN EXECUTE ${statement}; END $$`.execute(db);
}

/** The queue asks of whoever adds a job that they own its schema: hands it over, or lets it be made. */
export async function makeWayForQueue(
  owner: Kysely<unknown>,
  role: string,
  makeQueue: () => Promise<void>,
): Promise<void> {
  const { rows } = await sql<{ owner: string }>`
    SELECT nspowner::regrole::text AS owner FROM pg_namespace WHERE nspname = 'graphile_worker'`.execute(
    owner,
  );
  if (rows.length > 0) {
    await handOverQueue(owner, role);
    return makeQueue();
  }
  const onDatabase = (statement: string) =>
    doAs(owner, sql`format(${sql.lit(statement)}, current_database(), ${sql.lit(role)})`);
  const mayAlready = await mayCreate(owner, role);
  if (!mayAlready) await onDatabase("GRANT CREATE ON DATABASE %I TO %I");
  await makeQueue();
  if (!mayAlready) await onDatabase("REVOKE CREATE ON DATABASE %I FROM %I");
}

async function mayCreate(owner: Kysely<unknown>, role: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    SELECT has_database_privilege(${role}, current_database(), 'CREATE') AS may`.execute(owner);
  return rows[0]?.may ?? false;
}

/** Does nothing where the role has all of it; a queue of before there were two roles is the owner's. */
async function handOverQueue(owner: Kysely<unknown>, role: string): Promise<void> {
  await sql`
    DO $$
    DECLARE statement text;
    BEGIN
      FOR statement IN
        WITH queue AS (SELECT oid FROM pg_namespace WHERE nspname = 'graphile_worker')
        SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, ${sql.lit(role)})
        FROM pg_namespace JOIN queue USING (oid) WHERE nspowner <> ${sql.lit(role)}::regrole
        UNION ALL
        SELECT format('ALTER TABLE %s OWNER TO %I', pg_class.oid::regclass, ${sql.lit(role)})
        FROM pg_class JOIN queue ON relnamespace = queue.oid
        WHERE relkind IN ('r', 'p', 'v') AND relowner <> ${sql.lit(role)}::regrole
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO %I', pg_proc.oid::regprocedure, ${sql.lit(role)})
        FROM pg_proc JOIN queue ON pronamespace = queue.oid WHERE proowner <> ${sql.lit(role)}::regrole
        UNION ALL
        SELECT format('ALTER TYPE %s OWNER TO %I', pg_type.oid::regtype, ${sql.lit(role)})
        FROM pg_type JOIN queue ON typnamespace = queue.oid LEFT JOIN pg_class ON pg_class.oid = typrelid
        WHERE typelem = 0 AND coalesce(relkind, 'c') = 'c' AND typowner <> ${sql.lit(role)}::regrole
      LOOP
        EXECUTE statement;
      END LOOP;
    END $$`.execute(owner);
}

/** Which of our tables and functions the role that asks can't use as serving needs; empty for none. */
export async function missingRights(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ kind: string; name: string; rights: string[] }>`
    SELECT kind, name, array_remove(ARRAY[
      CASE WHEN kind = 'FUNCTION' AND has_function_privilege(oid, 'EXECUTE') THEN 'EXECUTE' END,
      CASE WHEN kind = 'TABLE' AND has_table_privilege(oid, 'SELECT') THEN 'SELECT' END,
      CASE WHEN kind = 'TABLE' AND has_any_column_privilege(oid, 'INSERT') THEN 'INSERT' END,
      CASE WHEN kind = 'TABLE' AND has_table_privilege(oid, 'UPDATE') THEN 'UPDATE' END,
      CASE WHEN kind = 'TABLE' AND has_table_privilege(oid, 'DELETE') THEN 'DELETE' END
    ], NULL) AS rights FROM ${ownObjects("tables")} AS own`.execute(db);
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

/** What is wrong with the record of what happened, in words; null for nothing. */
export async function auditProblem(db: Kysely<Database>): Promise<string | null> {
  const { rows } = await sql<{ owns: string | null; has_month: boolean }>`
    SELECT string_agg(name, ', ' ORDER BY name) FILTER (WHERE pg_has_role(owner, 'MEMBER')) AS owns,
      to_regclass('audit_events_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')) IS NOT NULL AS has_month
    FROM ${ownObjects("tables")} AS own WHERE name = 'audit_events' OR kind = 'FUNCTION'`.execute(
    db,
  );
  const { owns = null, has_month = false } = rows[0] ?? {};
  if (!has_month) return "this month has no table: no worker has made it";
  if (owns === null) return null;
  return owns.includes("audit_events")
    ? "triggers alone guard it, for one role owns and serves"
    : `the role that serves owns ${owns}: run db:migrate with MIGRATION_DATABASE_URL`;
}
