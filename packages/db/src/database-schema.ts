/*
 * The schema that everything of ours lives in. Every connection finds names in it and nowhere else, so
 * that an app in the same database may have tables, functions and migrations by the same names.
 */

/** The default schema of our tables. */
export const DEFAULT_SCHEMA = "watchword";

/** Function sets live in schemas named after it, with an underscore and a hash: 63 bytes at most. */
const MAX_LENGTH = 40;

/** Why a name can't be that of our schema, in words; null if it can. */
export function schemaProblem(name: string): string | null {
  if (!/^[a-z_][a-z0-9_]*$/.test(name))
    return "Needs lower-case letters, digits and underscores, and begins with no digit";
  if (name.length > MAX_LENGTH) return `Has more than ${MAX_LENGTH} characters`;
  if (name === "public") return "public is for everybody in the database: name a schema of its own";
  if (name.startsWith("pg_") || name === "information_schema") return "Belongs to Postgres itself";
  return null;
}

/** The search path of every connection of ours, as `SET` takes it. Throws if it can't be our schema. */
export function searchPathOf(schema: string): string {
  const problem = schemaProblem(schema);
  if (problem !== null) throw new Error(`The schema's name: ${problem}.`);
  return `"${schema}", pg_temp`;
}

/** Whether a session's search path is `searchPathOf(schema)`, however it is quoted. */
export function isSearchPath(path: string, schema: string): boolean {
  return path.replaceAll(/[" ]/g, "") === `${schema},pg_temp`;
}
