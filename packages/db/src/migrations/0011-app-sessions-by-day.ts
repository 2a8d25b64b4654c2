import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Finds the sessions of apps that are over without those of the product's own. */
export const appSessionsByDay: Migration = {
  async up(db) {
    await sql`
      CREATE INDEX sessions_of_apps_expires_on ON sessions (expires_on) WHERE audience IS NOT NULL`.execute(
      db,
    );
  },
};
