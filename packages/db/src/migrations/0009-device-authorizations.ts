import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What devices without a browser ask for, until somebody decides on it elsewhere (RFC 8628). */
export const deviceAuthorizations: Migration = {
  async up(db) {
    // A user code is worth nothing once somebody decided. `sealed` is the one-time token of an approved one.
    await sql`
      CREATE TABLE device_authorizations (
        id uuid PRIMARY KEY,
        app text NOT NULL,
        scope text NOT NULL,
        device_hash bytea NOT NULL UNIQUE,
        user_code_hash bytea UNIQUE,
        place text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        interval_seconds integer NOT NULL,
        polled_at timestamptz,
        decision text CHECK (decision IN ('approved', 'declined')),
        sealed bytea,
        CHECK ((decision IS NULL) = (user_code_hash IS NOT NULL)),
        CHECK ((decision IS NOT DISTINCT FROM 'approved') = (sealed IS NOT NULL))
      )`.execute(db);
    await sql`
      CREATE INDEX device_authorizations_expires_at ON device_authorizations (expires_at)`.execute(
      db,
    );
  },
};
