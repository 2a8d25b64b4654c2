import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Tokens that a change of their address's account ended. Whoever asked for one, who may be anybody, sees it run out as
 * any other. Where the account was deleted, it no longer says whose address it was.
 */
export const voidedTokens: Migration = {
  async up(db) {
    await sql`
      ALTER TABLE tokens
        ADD COLUMN voided boolean DEFAULT false NOT NULL,
        DROP CONSTRAINT tokens_email_or_user,
        ADD CONSTRAINT tokens_email_or_user CHECK (email IS NOT NULL OR user_id IS NOT NULL OR voided)`.execute(
      db,
    );
  },
};
