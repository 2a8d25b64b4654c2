import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The key that an app had before, which works beside the new one until its server has that. */
export const formerAppKeys: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE apps
        ADD COLUMN former_secret_hash text,
        ADD COLUMN former_secret_until timestamptz`.execute(db);
  },
};
