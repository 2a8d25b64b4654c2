import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The keys that ID tokens are signed with. */
export const signingKeys: Migration = {
  async up(db) {
    // Sealed as a JWK. Of each algorithm the newest whose time has come signs.
    await sql`
      CREATE TABLE signing_keys (
        id uuid PRIMARY KEY,
        algorithm text NOT NULL,
        number integer NOT NULL,
        sealed bytea NOT NULL,
        signs_from timestamptz NOT NULL,
        UNIQUE (algorithm, number)
      )`.execute(db);
  },
};
