import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { readSqlFiles } from "../sql-files.ts";

export const baseline: Migration = {
  async up(db) {
    const files = await readSqlFiles(import.meta.dirname);
    await sql.raw(files.get("0001-baseline.sql") ?? "").execute(db);
  },
};
