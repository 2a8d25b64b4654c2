import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Sessions of apps that have ended, for the apps to be told of (OpenID Connect Back-Channel Logout). Triggers write
 * them, so that whatever ends a session queues its logout in the same transaction.
 */
export const logouts: Migration = {
  async up(db) {
    // No foreign keys: the account may be gone by then.
    await sql`
      CREATE TABLE logouts (
        id uuid PRIMARY KEY DEFAULT uuid_by_time(),
        app text NOT NULL,
        collection text NOT NULL,
        user_id uuid NOT NULL,
        session_id uuid NOT NULL,
        tries smallint NOT NULL DEFAULT 0,
        run_at timestamptz NOT NULL DEFAULT now(),
        lease uuid,
        created_at timestamptz NOT NULL DEFAULT now()
      )`.execute(db);
    await sql`CREATE INDEX logouts_app ON logouts (app, run_at)`.execute(db);
    await sql`CREATE INDEX logouts_created_at ON logouts (created_at)`.execute(db);

    // A session of an earlier epoch had ended before its row went, and was queued then.
    await sql`
      CREATE FUNCTION queue_logout_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO logouts (app, collection, user_id, session_id)
        SELECT OLD.audience, users.collection, users.id, OLD.id FROM users
        WHERE users.id = OLD.user_id AND users.session_epoch = OLD.epoch;
        RETURN NULL;
      END
      $$`.execute(db);
    await sql`
      CREATE TRIGGER queue_logout AFTER DELETE ON sessions
      FOR EACH ROW WHEN (OLD.audience IS NOT NULL) EXECUTE FUNCTION queue_logout_of_session()`.execute(
      db,
    );

    await sql`
      CREATE FUNCTION queue_logouts_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO logouts (app, collection, user_id, session_id)
        SELECT audience, OLD.collection, user_id, id FROM sessions
        WHERE user_id = OLD.id AND epoch = OLD.session_epoch AND audience IS NOT NULL;
        RETURN OLD;
      END
      $$`.execute(db);
    await sql`
      CREATE TRIGGER queue_logouts AFTER UPDATE OF session_epoch ON users
      FOR EACH ROW WHEN (NEW.session_epoch <> OLD.session_epoch)
      EXECUTE FUNCTION queue_logouts_of_account()`.execute(db);
    // Before, since the sessions are gone afterwards.
    await sql`
      CREATE TRIGGER queue_logouts_of_deleted BEFORE DELETE ON users
      FOR EACH ROW EXECUTE FUNCTION queue_logouts_of_account()`.execute(db);
  },
};
