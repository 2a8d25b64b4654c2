import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Tells one registration of an app's id from the next: what is done for an app names the one that it is done for. */
export const appRegistrations: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE apps ADD COLUMN registration uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE`.execute(
      db,
    );
  },
};
