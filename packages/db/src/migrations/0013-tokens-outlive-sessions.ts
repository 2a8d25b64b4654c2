import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A one-time token no longer goes with its session: who ended a session waited for the token's redemption, which
 * waited for the session. The redemption refuses it, and it is cleaned up minutes later.
 */
export const tokensOutliveSessions: Migration = {
  async up(db) {
    await sql`ALTER TABLE tokens DROP CONSTRAINT tokens_session_id_fkey`.execute(db);
    await sql`DROP INDEX tokens_session_id`.execute(db);
  },
};
