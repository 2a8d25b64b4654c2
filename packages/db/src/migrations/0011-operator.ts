import { type Kysely, sql } from "kysely";

/*
 * What operators ask of the record: who acted on somebody else's account, how old a credential was
 * when it was used, and indexes by event, outcome, reason and request. `event_totals` is what the worker has
 * counted so far, in spans of ten minutes: an overview reads it and, of the record itself, the newest
 * minutes alone. It can be counted anew at any time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE audit_events ADD COLUMN actor_id uuid, ADD COLUMN token_age_ms integer`.execute(db);
  await sql`CREATE INDEX audit_events_event ON audit_events (event, at)`.execute(db);
  await sql`
    CREATE INDEX audit_events_reason ON audit_events (reason, at) WHERE reason IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE INDEX audit_events_outcome ON audit_events (outcome, at) WHERE outcome <> 'granted'`.execute(
    db,
  );
  await sql`
    CREATE INDEX audit_events_request ON audit_events (request_id, at) WHERE request_id IS NOT NULL`.execute(
    db,
  );

  await sql`
    CREATE TABLE event_totals (
      at timestamptz NOT NULL,
      event text NOT NULL,
      outcome text NOT NULL,
      reason text NOT NULL,
      age_step smallint NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (at, event, outcome, reason, age_step)
    )`.execute(db);
}
