import { type QueryExecutorProvider, sql } from "kysely";
import { SCHEMA_NAME } from "./own-objects.ts";

/*
 * Before there was a schema of Watchword's own, its tables were in `public`, or in the schema that the
 * options of the URL named. `move/move.ts` carries their rows over.
 */

/** The schema in which the tables are left after they were moved. */
export function schemaBefore(schema: string): string {
  return `${schema}_before`;
}

/** The schemas of this database that have the tables of an earlier release. */
export async function oldLayouts(db: QueryExecutorProvider): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT nspname::text AS name FROM pg_namespace AS old
    WHERE nspname NOT IN (${SCHEMA_NAME}, ${SCHEMA_NAME} || '_before') AND (
      SELECT count(*) = 3 FROM pg_class
      WHERE relnamespace = old.oid AND relname IN ('kysely_migration', 'index_key', 'spent_guesses')
    ) ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}

/** What to do about tables of an earlier release, for whoever starts this one on them. */
export function refusalOfOld(old: readonly string[], schema: string): string {
  const from = old.length > 1 ? ` ${old.join(" or ")}` : "";
  return (
    `Tables of an earlier Watchword are in the schema ${old.join(" and in ")}, and this release keeps its own ` +
    `in ${schema}. Stop all processes, and carry everything over by\n  npx -y pnpm@12 db:move${from}\n` +
    "which leaves the old tables for you to drop (docs/deploy.md, Moving to a schema of its own)."
  );
}
