import { type Kysely, sql } from "kysely";
import { isReadOnly } from "./unavailable.ts";
import { oldLayouts, refusalOfOld } from "./old-layout.ts";
import { MIGRATION_TABLES } from "./own-objects.ts";

const OLDEST_POSTGRES = 15;
const UNKNOWN_SETTING = "42704";

/** A database can't serve; the message says what to do about it. Nothing was changed in it. */
class UnfitDatabaseError extends Error {
  override readonly name = "UnfitDatabaseError";
}

interface Facts {
  version: number;
  encoding: string;
  role: string;
  database: string;
  /** Whether the role may make schemas: ours, and one for each function set. */
  may_make_schemas: boolean;
  /** The owner of our schema, and whether the role may act as that owner; null if the schema isn't there. */
  owner: { name: string; held: boolean } | null;
  /** What is in our schema. */
  tables: string[];
  may_read: boolean;
}

/** How the migrations of a database compare with those of this release. */
export interface Progress {
  /** Migrations of this release that the database lacks. */
  pending: string[];
  /** Migrations that the database has and this release doesn't know, because they belong to a newer one. */
  newer: string[];
}

export interface Examination {
  /** Whether tables of an earlier release may be in another schema, as during a move. */
  oldLayoutIsFine?: boolean;
}

/**
 * Throws `UnfitDatabaseError`, before anything is changed, if a database can't serve, its schema `schema` contains
 * things that aren't Watchword's, or tables of an earlier release are elsewhere in it.
 */
export async function examineDatabase(
  owner: Kysely<unknown>,
  schema: string,
  known: string[],
  { oldLayoutIsFine = false }: Examination = {},
): Promise<Progress> {
  const facts = await gatherFacts(owner, schema);
  refuseServer(facts);
  const done = await migrationsDone(owner, facts);
  const pending = known.filter((name) => !done.includes(name));
  const newer = done.filter((name) => !known.includes(name));
  const isOurs = done.includes(known[0] ?? "");
  if (!isOurs) {
    refuseForeign(facts, schema);
    const old = oldLayoutIsFine ? [] : await oldLayouts(owner);
    if (old.length > 0) throw new UnfitDatabaseError(refusalOfOld(old, schema));
  }
  if (pending.length > 0) {
    refuseMixed(newer, pending, isOurs);
    refuseFewRights(facts, schema);
  }
  return { pending, newer };
}

/** Throws `UnfitDatabaseError` if no database of the server, or not this one, can hold our tables. */
function refuseServer({ version, encoding, database }: Facts): void {
  if (Math.floor(version / 10_000) < OLDEST_POSTGRES) throw tooOld();
  if (encoding === "UTF8") return;
  throw new UnfitDatabaseError(
    `The database ${database} is encoded in ${encoding}, in which not every address and name can be ` +
      "written. Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
  );
}

/** The names of the migrations that ran in the schema of our tables. */
async function migrationsDone(db: Kysely<unknown>, { tables, may_read }: Facts): Promise<string[]> {
  if (!tables.includes(MIGRATION_TABLES[0]) || !may_read) return [];
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM ${sql.table(MIGRATION_TABLES[0])} ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}

async function gatherFacts(db: Kysely<unknown>, schema: string): Promise<Facts> {
  try {
    const { rows } = await sql<Facts>`
      SELECT current_setting('server_version_num')::int AS version,
        current_setting('server_encoding') AS encoding, current_user::text AS role,
        current_database()::text AS database,
        has_database_privilege(current_database(), 'CREATE') AS may_make_schemas,
        (SELECT json_build_object('name', nspowner::regrole::text, 'held', pg_has_role(nspowner, 'USAGE'))
          FROM pg_namespace WHERE nspname = ${schema}) AS owner,
        ARRAY(SELECT relname::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
          WHERE nspname = ${schema} AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1) AS tables,
        coalesce(has_table_privilege(to_regclass(${MIGRATION_TABLES[0]}), 'SELECT'), false) AS may_read`.execute(
      db,
    );
    return rows[0] as Facts;
  } catch (error) {
    if ((error as { code?: string }).code === UNKNOWN_SETTING) throw tooOld();
    if (error instanceof Error && isReadOnly(error))
      throw new UnfitDatabaseError(`${error.message}.`, { cause: error });
    throw error;
  }
}

function tooOld(): UnfitDatabaseError {
  return new UnfitDatabaseError(`Watchword needs Postgres ${OLDEST_POSTGRES} or newer.`);
}

const NAMED = 5;

/** What another program has made in our schema. */
function refuseForeign({ tables, owner, role }: Facts, schema: string): void {
  if (tables.length > 0) {
    const more = tables.length > NAMED ? ` and ${tables.length - NAMED} more` : "";
    throw new UnfitDatabaseError(
      `The schema ${schema} has tables of something else in it: ${tables.slice(0, NAMED).join(", ")}${more}. ` +
        "Give Watchword a schema of its own: DATABASE_SCHEMA names it.",
    );
  }
  if (owner !== null && !owner.held)
    throw new UnfitDatabaseError(
      `The schema ${schema} belongs to ${owner.name}, who could drop what Watchword keeps in it. Run\n  ` +
        `ALTER SCHEMA ${quoted(schema)} OWNER TO ${quoted(role)};\nor name another schema in DATABASE_SCHEMA.`,
    );
}

function refuseMixed(newer: string[], pending: string[], isOurs: boolean): void {
  if (!isOurs || newer.length === 0) return;
  throw new UnfitDatabaseError(
    `The database has migrations that this release doesn't know (${newer.join(", ")}) and lacks some that it ` +
      `needs (${pending.join(", ")}): it belongs to another line of releases.`,
  );
}

function refuseFewRights(facts: Facts, schema: string): void {
  if (facts.may_make_schemas) return;
  const grant = `GRANT CREATE ON DATABASE ${quoted(facts.database)} TO ${quoted(facts.role)};`;
  throw new UnfitDatabaseError(
    `The role ${facts.role} may not make the schemas that Watchword needs: ${schema} and, for the functions of ` +
      `each release, one that is named after it. As the database's owner run\n  ${grant}\n` +
      "or migrate as a role that may, by MIGRATION_DATABASE_URL.",
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
