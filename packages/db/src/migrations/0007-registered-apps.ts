import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Apps that operators register while the deployment runs, beside those of its environment. */
export const registeredApps: Migration = {
  async up(db) {
    // `settings` are as somebody entered them. The hash is of the app's key, in hex; null for an app that keeps none.
    await sql`
      CREATE TABLE apps (
        id text PRIMARY KEY,
        settings jsonb NOT NULL,
        secret_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now()
      )`.execute(db);
    // Which app an operator registered, changed or removed.
    await sql`ALTER TABLE audit_events ADD COLUMN app text`.execute(db);
  },
};
