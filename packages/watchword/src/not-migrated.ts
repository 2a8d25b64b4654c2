/** What Postgres says where a table, a schema or a function isn't there. */
const MISSING: ReadonlySet<unknown> = new Set(["42P01", "3F000", "42883"]);

export const NOT_MIGRATED =
  "The database isn't of this release of Watchword: call migrate() first, or run `npx watchword migrate`.";

/** An error in words that say what to do, where the database was never migrated. Any other as it is. */
export function explained(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  return MISSING.has(code) ? new Error(NOT_MIGRATED, { cause: error }) : error;
}
