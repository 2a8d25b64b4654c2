import {
  migrate as migrateTables,
  type MigrateOptions,
  type Migrated,
} from "@watchword/db/migrate";

/** The SQL functions lie beside the TypeScript that calls them. */
export const FUNCTIONS_FOLDER = import.meta.dirname;

/** `migrate` of the tables, and of the SQL functions that this release of auth calls. */
export function migrate(
  ownerUrl: string,
  runtimeUrl: string = ownerUrl,
  options: Omit<MigrateOptions, "functions"> = {},
): Promise<Migrated> {
  return migrateTables(ownerUrl, runtimeUrl, { ...options, functions: [FUNCTIONS_FOLDER] });
}
