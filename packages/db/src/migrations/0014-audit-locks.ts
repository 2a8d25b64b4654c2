import { type Kysely, sql } from "kysely";

/*
 * While a lock on the record is waited for, everybody who comes after it waits too, and somebody may read
 * the record for hours: a dump does. So what needs one has it at once, or tries again a minute later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
    DECLARE
      starts timestamptz;
      ends timestamptz;
      name text;
      old record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('watchword:audit-months', 0));
      FOR starts IN
        SELECT date_trunc('month', now()) + n * interval '1 month' FROM generate_series(0, 1) AS n
      LOOP
        ends := starts + interval '1 month';
        name := 'audit_events_' || to_char(starts, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        PERFORM set_config('lock_timeout', '50ms', true);
        LOCK TABLE audit_events IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING ALL)', name);
        IF EXISTS (SELECT FROM audit_events_other WHERE at >= starts AND at < ends) THEN
          ALTER TABLE audit_events_other DISABLE TRIGGER USER;
          EXECUTE format(
            'WITH moved AS (DELETE FROM audit_events_other WHERE at >= $1 AND at < $2 RETURNING *)
             INSERT INTO %I SELECT * FROM moved', name) USING starts, ends;
          ALTER TABLE audit_events_other ENABLE TRIGGER USER;
        END IF;
        EXECUTE format(
          'ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, starts, ends);
        EXECUTE format(
          'CREATE TRIGGER whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
          name);
      END LOOP;
      PERFORM set_config('lock_timeout', '50ms', true);
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
    EXCEPTION WHEN lock_not_available THEN
      RAISE LOG 'audit_events is in use: its months are looked after in a minute';
    END
    $$`.execute(db);
  await sql`
    DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SET search_path = %I, pg_temp', current_schema());
    END $$`.execute(db);
}
