import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Long tokens hold the id of their row, so the hashes of these need no index. Earlier ones, and those that an app's own
 * `generateToken` makes, are found by their hash.
 */
export const linksById: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE tokens
        ADD COLUMN id_in_token boolean DEFAULT false NOT NULL,
        DROP CONSTRAINT tokens_token_hash_key`.execute(db);
    await sql`
      CREATE UNIQUE INDEX tokens_token_hash ON tokens (token_hash)
        WHERE token_hash IS NOT NULL AND NOT id_in_token`.execute(db);
  },
};
