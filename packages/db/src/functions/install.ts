import { type Kysely, type QueryExecutorProvider, sql } from "kysely";
import { changeTables } from "../locks/change-tables.ts";
import type { Waiting } from "../locks/waiting.ts";
import { type FunctionSet, isFunctionSchema } from "./function-set.ts";

/** How long a set is kept after a process last used it. */
const UNUSED_FOR = sql`interval '1 month'`;
/** How many of the newest sets are kept, so that a rollback finds its own. */
const KEPT = 3;

/**
 * Installs a set of functions, as the owner of the tables. Does nothing if it is installed already by another owner.
 *
 * A text says `CREATE TYPE`, or `CREATE OR REPLACE FUNCTION` any number of times, and names no schema. Functions that
 * TypeScript calls are `SECURITY DEFINER`; the others are internal. `servingRole` may execute only the former, and they
 * find names in the set's own schema and in the tables', whatever the caller's search path is.
 */
export async function installFunctions(
  owner: Kysely<unknown>,
  set: FunctionSet,
  servingRole: string,
  waiting: Waiting = {},
): Promise<void> {
  await changeTables(owner, (trx) => install(trx, set, servingRole), waiting);
}

async function install(trx: Kysely<unknown>, set: FunctionSet, servingRole: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchword:functions', 0))`.execute(trx);
  const installed = await isInstalled(trx, set.schema);
  if (!installed) {
    await sql`CREATE SCHEMA ${sql.id(set.schema)}`.execute(trx);
    await createFunctions(trx, set);
  }
  await noteUse(trx, set.tables, set.schema);
  if (installed && !(await owns(trx, set.schema))) return;
  await grantExecution(trx, set, servingRole);
  await dropUnusedSets(trx, set.tables);
}

/** Notes that a process uses a set now; a set is dropped when no process has used it for a month. */
export async function noteUse(
  db: QueryExecutorProvider,
  tables: string,
  schema: string,
): Promise<void> {
  await sql`
    INSERT INTO ${sql.id(tables, "function_sets")} (schema) VALUES (${schema})
    ON CONFLICT (schema) DO UPDATE SET used_at = now()`.execute(db);
}

/** Whether a set is installed. */
export async function isInstalled(db: QueryExecutorProvider, schema: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM pg_namespace WHERE nspname = ${schema}`.execute(db);
  return rows.length > 0;
}

async function owns(db: Kysely<unknown>, schema: string): Promise<boolean> {
  const { rows } = await sql<{ owned: boolean }>`
    SELECT pg_has_role(nspowner, 'USAGE') AS owned FROM pg_namespace WHERE nspname = ${schema}`.execute(
    db,
  );
  return rows[0]?.owned ?? false;
}

/**
 * Creates types first, and functions twice: they name each other in any order, and the second time Postgres checks
 * their bodies.
 */
async function createFunctions(trx: Kysely<unknown>, set: FunctionSet): Promise<void> {
  const path = sql.join([set.schema, set.tables, "pg_temp"].map((name) => sql.id(name)));
  await sql`SET LOCAL search_path = ${path}`.execute(trx);
  const { types = [], functions = [] } = Object.groupBy(set.texts, (text) =>
    /^CREATE TYPE/m.test(text) ? "types" : "functions",
  );
  for (const text of types) await sql.raw(text).execute(trx);
  for (const checked of ["off", "on"]) {
    await sql`SET LOCAL check_function_bodies = ${sql.lit(checked)}`.execute(trx);
    for (const text of functions) await sql.raw(text).execute(trx);
  }
  for (const name of await exposed(trx, set.schema))
    await sql`ALTER FUNCTION ${sql.raw(name)} SET search_path = ${path}`.execute(trx);
}

async function grantExecution(
  trx: Kysely<unknown>,
  set: FunctionSet,
  servingRole: string,
): Promise<void> {
  const [schema, role] = [sql.id(set.schema), sql.id(servingRole)];
  for (const grantee of ["PUBLIC", ...(await strangers(trx, set.schema, servingRole))]) {
    const from = sql.raw(grantee);
    await sql`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM ${from}`.execute(trx);
    await sql`REVOKE ALL ON SCHEMA ${schema} FROM ${from}`.execute(trx);
  }
  await sql`GRANT USAGE ON SCHEMA ${schema} TO ${role}`.execute(trx);
  for (const name of await exposed(trx, set.schema))
    await sql`GRANT EXECUTE ON FUNCTION ${sql.raw(name)} TO ${role}`.execute(trx);
}

/** Other roles that default privileges give access, as Postgres quotes them. */
async function strangers(
  db: Kysely<unknown>,
  schema: string,
  servingRole: string,
): Promise<string[]> {
  const { rows } = await sql<{ role: string }>`
    SELECT DISTINCT quote_ident(rolname) AS role FROM (
      SELECT nspowner AS owner, nspacl AS acl FROM pg_namespace WHERE nspname = ${schema}
      UNION ALL SELECT proowner, proacl FROM pg_proc WHERE pronamespace = ${schema}::regnamespace
    ) AS object, aclexplode(acl) AS given JOIN pg_roles ON pg_roles.oid = given.grantee
    WHERE given.grantee <> owner AND rolname <> ${servingRole}`.execute(db);
  return rows.map(({ role }) => role);
}

/** The functions that TypeScript calls, with their arguments' types, as Postgres quotes them. */
async function exposed(db: Kysely<unknown>, schema: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I(%s)', ${schema}::text, proname, pg_get_function_identity_arguments(oid)) AS name
    FROM pg_proc WHERE pronamespace = ${schema}::regnamespace AND prosecdef`.execute(db);
  return rows.map(({ name }) => name);
}

async function dropUnusedSets(trx: Kysely<unknown>, tables: string): Promise<void> {
  const sets = sql.id(tables, "function_sets");
  const { rows } = await sql<{ schema: string }>`
    DELETE FROM ${sets} WHERE used_at < now() - ${UNUSED_FOR}
      AND schema NOT IN (SELECT schema FROM ${sets} ORDER BY installed_at DESC LIMIT ${KEPT})
    RETURNING schema`.execute(trx);
  for (const { schema } of rows)
    if (isFunctionSchema(schema, tables))
      await sql`DROP SCHEMA IF EXISTS ${sql.id(schema)} CASCADE`.execute(trx);
}
