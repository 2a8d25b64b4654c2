import { createHash } from "node:crypto";
import { readSqlFiles } from "../sql-files.ts";

/** The SQL functions of one release. */
export interface FunctionSet {
  /** The schema they are installed in: the tables' schema and a hash of the texts. */
  schema: string;
  /** The schema of the tables they use. */
  tables: string;
  /** The hash of the texts, which names the release's schema. */
  hash: string;
  /** The SQL that creates them, one text for each file. */
  texts: readonly string[];
}

/**
 * The functions in the `.sql` files below `folder`, for tables in the schema `tables`. Their own schema is named after
 * a hash of their texts, so that two releases can run side by side over one database.
 */
export async function readFunctionSet(folder: string, tables: string): Promise<FunctionSet> {
  const texts = [...(await readSqlFiles(folder)).values()];
  const hash = hashOf(texts);
  return { schema: functionSchema(tables, hash), tables, hash, texts };
}

/** The name of a set's schema, made from the schema of the tables that it uses and the hash of its texts. */
export function functionSchema(tables: string, hash: string): string {
  return `${tables}_${hash}`;
}

/** Whether a schema's name is one that `readFunctionSet` gives for these tables. */
export function isFunctionSchema(name: string, tables: string): boolean {
  return name.startsWith(`${tables}_`) && /^[0-9a-f]{12}$/.test(name.slice(tables.length + 1));
}

function hashOf(texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 12);
}
