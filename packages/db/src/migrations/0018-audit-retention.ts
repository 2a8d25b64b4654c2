import { type Kysely, sql } from "kysely";

/*
 * How long the record is kept is decided by who owns it: the serving role asks for months to be dropped,
 * and could ask for too many. A new month is nobody's but the owner's, whatever the database's default
 * privileges give to others: it is reached through `audit_events`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE audit_retention (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      keep interval NOT NULL CHECK (keep >= interval '30 days')
    )`.execute(db);
  await sql`INSERT INTO audit_retention (keep) VALUES (interval '400 days')`.execute(db);
  await sql`
    CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
    DECLARE
      starts timestamptz;
      ends timestamptz;
      name text;
      old record;
      grantee text;
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
        FOR grantee IN
          SELECT DISTINCT coalesce(quote_ident(rolname), 'PUBLIC')
          FROM pg_class CROSS JOIN aclexplode(relacl) AS given LEFT JOIN pg_roles ON pg_roles.oid = given.grantee
          WHERE pg_class.oid = to_regclass(name) AND given.grantee <> relowner
        LOOP
          EXECUTE format('REVOKE ALL ON %I FROM %s', name, grantee);
        END LOOP;
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
        IF old.ends < now() - greatest(
          keep_audit_partitions.keep, (SELECT audit_retention.keep FROM audit_retention), interval '30 days') THEN
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
