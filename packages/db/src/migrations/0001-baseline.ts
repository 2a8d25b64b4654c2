import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const baseline: Migration = {
  async up(db) {
    const text = await readFile(join(import.meta.dirname, "0001-baseline.sql"), "utf8");
    await sql.raw(text).execute(db);
  },
};
