import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Which apps an account goes on to without being asked again. */
export const consents: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE consents (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        app text NOT NULL,
        given_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, app)
      )`.execute(db);
  },
};
