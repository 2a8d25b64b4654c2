import {
  migrate as migrateTables,
  type MigrateOptions,
  type Migrated,
} from "@watchword/db/migrate";
import type pg from "pg";

/** The SQL functions are beside the TypeScript that calls them. */
export const FUNCTIONS_FOLDER = import.meta.dirname;

/** Migrates the tables, and installs the SQL functions that this release calls. */
export function migrate(
  owner: string | pg.Pool,
  runtime: string | pg.Pool = owner,
  options: Omit<MigrateOptions, "functions"> = {},
): Promise<Migrated> {
  return migrateTables(owner, runtime, { ...options, functions: [FUNCTIONS_FOLDER] });
}
