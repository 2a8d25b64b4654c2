import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** How somebody authenticated for a session. */
export const sessionMethods: Migration = {
  async up(db) {
    // A method of RFC 8176; null for sessions that began before.
    await sql`ALTER TABLE sessions ADD COLUMN method text`.execute(db);
  },
};
