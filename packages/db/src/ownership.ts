import { type Kysely, sql } from "kysely";
import { changeTables } from "./locks/change-tables.ts";
import type { Waiting } from "./locks/waiting.ts";
import { MIGRATION_TABLES, ownObjects, SCHEMA_NAME } from "./own-objects.ts";
import { grantRights } from "./roles.ts";

/** The migrating role lacks rights; the message has the SQL that grants them. */
class OwnershipError extends Error {
  override readonly name = "OwnershipError";
}

interface Holding {
  kind: "SCHEMA" | "TABLE" | "FUNCTION";
  name: string;
  owner: string;
  /** Whether the migrating role may act as that owner. */
  held: boolean;
}

/**
 * Takes over, as the role that migrates, what the serving role owns: the schemas, tables and functions of a database
 * that had one role. The serving role can use them without interruption. Throws, with the SQL to run, if the migrating
 * role may not take them or if they belong to a third role.
 */
export async function takeOwnership(
  owner: Kysely<unknown>,
  servingRole: string,
  waiting: Waiting = {},
): Promise<void> {
  if (!(await hasOurSchema(owner))) return;
  const { rows } = await sql<Holding>`
    SELECT kind, name, rolname AS owner, pg_has_role(owner, 'USAGE') AS held
    FROM ${ownObjects} AS own JOIN pg_roles ON pg_roles.oid = owner
    WHERE kind <> 'SEQUENCE' AND rolname <> current_user ORDER BY kind <> 'SCHEMA', name`.execute(
    owner,
  );
  const served = rows.filter((holding) => holding.owner === servingRole);
  const lacking = await whatIsLacking(owner, servingRole, rows);
  if (lacking.length > 0) throw new OwnershipError(inWords(lacking));
  if (served.length === 0) return;
  await changeTables(
    owner,
    async (trx) => {
      for (const { kind, name } of served)
        await sql`ALTER ${sql.raw(kind)} ${sql.raw(name)} OWNER TO CURRENT_USER`.execute(trx);
      await grantRights(trx, servingRole);
    },
    waiting,
  );
}

/** Whether the schema contains Watchword, and not something else, which must be refused. */
async function hasOurSchema(owner: Kysely<unknown>): Promise<boolean> {
  const names = [...MIGRATION_TABLES, "index_key", "spent_guesses"];
  const { rows } = await sql<{ ours: boolean }>`
    SELECT count(*) = ${names.length} AS ours
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = ${SCHEMA_NAME} AND relname = ANY(${names})`.execute(owner);
  return rows[0]?.ours ?? false;
}

async function whatIsLacking(
  owner: Kysely<unknown>,
  servingRole: string,
  holdings: readonly Holding[],
): Promise<string[]> {
  const foreign = holdings.filter(({ held }) => !held);
  const takes = holdings.some((holding) => holding.owner === servingRole);
  const { rows } = await sql<{
    may_create: boolean;
    grant: string;
    membership: string;
    me: string;
  }>`
    SELECT has_database_privilege(current_database(), 'CREATE') AS may_create,
      format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user) AS grant,
      format('GRANT %I TO %I;', ${servingRole}::text, current_user) AS membership,
      quote_ident(current_user) AS me`.execute(owner);
  const [may] = rows;
  if (!may) return [];
  return [
    ...(takes && !may.may_create ? [may.grant] : []),
    ...(foreign.some((holding) => holding.owner === servingRole) ? [may.membership] : []),
    ...foreign
      .filter((holding) => holding.owner !== servingRole)
      .map(({ kind, name }) => `ALTER ${kind} ${name} OWNER TO ${may.me};`),
  ];
}

function inWords(lacking: readonly string[]): string {
  return [
    "MIGRATION_DATABASE_URL: its role doesn't own all of Watchword's tables and functions, and may not",
    "take them over. Run this as a superuser, or as the role that made both roles, and migrate again:",
    ...lacking.map((statement) => `  ${statement}`),
    "A membership that was granted for it can be revoked afterwards.",
  ].join("\n");
}
