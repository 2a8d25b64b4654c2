import { type Kysely, sql } from "kysely";

/*
 * What happened, append-only and by month. Triggers refuse every change, also to the tables' owner; a
 * month goes whole, by a function that drops none younger than 30 days.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE audit_events (
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      event text NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('granted', 'refused', 'failed')),
      reason text,
      user_id uuid,
      token_id uuid,
      address_key bytea,
      address text,
      client_key bytea,
      client text,
      device text,
      request_id text,
      PRIMARY KEY (at, id)
    ) PARTITION BY RANGE (at)`.execute(db);
  await sql`CREATE INDEX audit_events_address ON audit_events (address_key, at)`.execute(db);
  await sql`CREATE INDEX audit_events_user ON audit_events (user_id, at)`.execute(db);

  await sql`
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit_events is append-only' USING ERRCODE = 'insufficient_privilege';
    END
    $$`.execute(db);
  await sql`
    CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`.execute(db);
  await sql`
    CREATE TRIGGER audit_events_whole BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`.execute(db);

  await sql`
    CREATE FUNCTION keep_audit_partitions(keep interval) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      month date;
      old record;
    BEGIN
      FOR month IN
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month'
        FROM generate_series(0, 1) AS n
      LOOP
        IF to_regclass(format('audit_events_%s', to_char(month, 'YYYY_MM'))) IS NULL THEN
          EXECUTE format(
            'CREATE TABLE audit_events_%s PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)',
            to_char(month, 'YYYY_MM'), month::timestamp AT TIME ZONE 'UTC',
            (month + interval '1 month') AT TIME ZONE 'UTC');
          EXECUTE format(
            'CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_%s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
            to_char(month, 'YYYY_MM'));
        END IF;
      END LOOP;
      FOR old IN
        SELECT inhrelid::regclass AS name,
          to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
        FROM pg_inherits
        WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\\d{4}_\\d{2}$'
      LOOP
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    END
    $$`.execute(db);
  // What no month has a place for: a clock far off, or a month whose table wasn't made in time.
  await sql`CREATE TABLE audit_events_other PARTITION OF audit_events DEFAULT`.execute(db);
  await sql`
    CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_other
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`.execute(db);
  await sql`SELECT keep_audit_partitions(interval '10 years')`.execute(db);
}
