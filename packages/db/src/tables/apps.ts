import type { Generated } from "kysely";

/** Sessions of apps that have ended, and that the apps have yet to be told of. Triggers write them. */
export interface LogoutsTable {
  id: Generated<string>;
  /** The app whose session it was. */
  app: string;
  collection: string;
  /** Whose session it was; the account may be gone. */
  user_id: string;
  session_id: string;
  /** Tries that have failed. */
  tries: Generated<number>;
  /** When it is due, or until when it is leased to the process that claimed it. */
  run_at: Generated<Date>;
  /** Null unless it is under way. */
  lease: string | null;
  created_at: Generated<Date>;
}

/** Which apps an account goes on to without being asked again. */
export interface ConsentsTable {
  user_id: string;
  app: string;
  given_at: Generated<Date>;
}
