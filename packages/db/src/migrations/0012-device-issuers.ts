import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** At which host a device asked: only there somebody decides on it, and it is answered. Null, of an earlier release: at any. */
export const deviceIssuers: Migration = {
  async up(db) {
    await sql`ALTER TABLE device_authorizations ADD COLUMN issuer text`.execute(db);
  },
};
