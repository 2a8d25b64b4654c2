import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Sign-ins that a link lets in elsewhere, and one-time tokens that a short code stands for. */
export const approvalsAndUserCodes: Migration = {
  async up(db) {
    // Null until somebody with the link typed a number: then whether it was the right one.
    await sql`ALTER TABLE tokens ADD COLUMN approved boolean`.execute(db);
    await sql`
      CREATE UNIQUE INDEX tokens_user_code ON tokens (code_hash)
      WHERE purpose = 'one-time-token' AND code_hash IS NOT NULL`.execute(db);
  },
};
