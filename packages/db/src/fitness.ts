import { type Kysely, sql } from "kysely";
import { isReadOnly } from "./unavailable.ts";
import { MIGRATION_TABLES, RIGHTS } from "./own-objects.ts";

const OLDEST_POSTGRES = 15;
const UNKNOWN_SETTING = "42704";
const OWN_SCHEMA =
  "a database of its own, or a schema: `?options=-csearch_path%3Dwatchword` in both URLs";

/** Before connections said which schema they mean, a role's own settings could choose it. */
const schemaElsewhere = sql`
  SELECT nspname::text FROM pg_namespace AS own
  WHERE nspname <> current_schema() AND (
    SELECT count(*) = 3 FROM pg_class
    WHERE relnamespace = own.oid AND relname IN ('kysely_migration', 'index_key', 'spent_guesses')
  ) AND (nspname = current_user OR EXISTS (
    SELECT FROM pg_db_role_setting, unnest(setconfig) AS setting
    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND setrole IN (0, current_user::regrole) AND setting LIKE 'search_path=%'
      AND position(nspname IN setting) > 0
  )) LIMIT 1`;

/** Why a database can't serve, in words that say what to do about it. Nothing was made in it. */
class UnfitDatabaseError extends Error {
  override readonly name = "UnfitDatabaseError";
}

interface Facts {
  version: number;
  encoding: string;
  role: string;
  database: string;
  /** Null where the schema that is named isn't there. */
  schema: string | null;
  may_make_tables: boolean;
  /** Of Watchword's names, those that the schema has. */
  tables: string[];
  /** A schema with Watchword's tables that the role's or the database's own search_path leads to. */
  elsewhere: string | null;
}

/** How the migrations of a database stand to those of this release. */
export interface Progress {
  /** Of this release, those that the database lacks. */
  pending: string[];
  /** Those that the database has and this release doesn't know: a newer one's. */
  newer: string[];
}

/**
 * Throws `UnfitDatabaseError` where a database can't serve or holds what isn't Watchword's under its names,
 * before anything is made in it.
 */
export async function examineDatabase(owner: Kysely<unknown>, known: string[]): Promise<Progress> {
  const facts = await gatherFacts(owner);
  const { version, encoding, schema } = facts;
  if (Math.floor(version / 10_000) < OLDEST_POSTGRES) throw tooOld();
  if (encoding !== "UTF8")
    throw new UnfitDatabaseError(
      `The database ${facts.database} is encoded in ${encoding}, in which not every address and name can be ` +
        "written. Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
    );
  if (schema === null)
    throw new UnfitDatabaseError(
      `The schema that search_path names isn't in the database ${facts.database}, or the role ` +
        `${facts.role} may not use it. Make it: CREATE SCHEMA … AUTHORIZATION ${quoted(facts.role)}.`,
    );
  const done = facts.tables.includes("kysely_migration") ? await migrationsDone(owner) : [];
  const pending = known.filter((name) => !done.includes(name));
  const newer = done.filter((name) => !known.includes(name));
  const isOurs = done.includes(known[0] ?? "");
  if (!isOurs && facts.elsewhere !== null)
    throw new UnfitDatabaseError(
      `Watchword's tables are in the schema ${facts.elsewhere}, to which only a default of the role or of the ` +
        `database leads. Name it in both URLs: \`?options=-csearch_path%3D${facts.elsewhere}\`.`,
    );
  if (!isOurs) refuseForeign(facts, schema, newer);
  if (pending.length > 0) {
    refuseMixed(newer, pending, isOurs);
    refuseFewRights(facts, schema);
  }
  return { pending, newer };
}

/** Names of the migrations that were run in the schema of our tables. */
async function migrationsDone(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM kysely_migration ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}

async function gatherFacts(db: Kysely<unknown>): Promise<Facts> {
  const names = [...Object.keys(RIGHTS), ...MIGRATION_TABLES];
  try {
    const { rows } = await sql<Facts>`
      SELECT current_setting('server_version_num')::int AS version,
        current_setting('server_encoding') AS encoding, current_user::text AS role,
        current_database()::text AS database, current_schema()::text AS schema,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_make_tables,
        ARRAY(SELECT relname::text FROM pg_class WHERE relname = ANY(${names})
          AND relnamespace = to_regnamespace(quote_ident(current_schema()))) AS tables,
        (${schemaElsewhere}) AS elsewhere`.execute(db);
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

/** What another program has made under our names. */
function refuseForeign({ tables }: Facts, schema: string, done: string[]) {
  const taken = tables.filter((name) => !MIGRATION_TABLES.includes(name));
  if (taken.length > 0)
    throw new UnfitDatabaseError(
      `The schema ${schema} has tables of something else by names that Watchword uses: ` +
        `${taken.join(", ")}. Give Watchword ${OWN_SCHEMA}.`,
    );
  if (done.length > 0)
    throw new UnfitDatabaseError(
      `The schema ${schema} has migrations of another program (kysely_migration). Give Watchword ${OWN_SCHEMA}.`,
    );
}

function refuseMixed(newer: string[], pending: string[], isOurs: boolean): void {
  if (!isOurs || newer.length === 0) return;
  throw new UnfitDatabaseError(
    `The database has migrations that this release doesn't know (${newer.join(", ")}) and lacks some that it ` +
      `needs (${pending.join(", ")}): it is another line of releases'.`,
  );
}

function refuseFewRights(facts: Facts, schema: string): void {
  if (facts.may_make_tables) return;
  const grant = `GRANT USAGE, CREATE ON SCHEMA ${quoted(schema)} TO ${quoted(facts.role)};`;
  throw new UnfitDatabaseError(
    `The role ${facts.role} may not make what Watchword needs. As the database's owner run\n  ` +
      `${grant}\nor migrate as a role that may, by MIGRATION_DATABASE_URL.`,
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
