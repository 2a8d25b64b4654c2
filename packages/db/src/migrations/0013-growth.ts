import { type Kysely, sql } from "kysely";

/*
 * What many rows make dear. An update that touches no indexed column, on a page with room, writes no index
 * (a HOT update), so what changes often isn't indexed itself: sessions and buckets are found by the day and
 * the ten minutes in which they end, and tokens that are over by a mark up to which they were looked through.
 * Ids that are nobody's secret grow with time, so that new rows share pages of their indexes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION uuid_by_time() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
      SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
      ), 52, 1), 53, 1), 'hex')::uuid
    $$`.execute(db);
  for (const table of ["users", "sessions", "mails"])
    await sql`ALTER TABLE ${sql.id(table)} ALTER id SET DEFAULT uuid_by_time()`.execute(db);

  await sql`DROP INDEX sessions_expires_at`.execute(db);
  await sql`
    ALTER TABLE sessions ADD COLUMN expires_on date
    GENERATED ALWAYS AS ((expires_at AT TIME ZONE 'UTC')::date) STORED`.execute(db);
  await sql`CREATE INDEX sessions_expires_on ON sessions (expires_on)`.execute(db);

  await sql`DROP INDEX buckets_full_at`.execute(db);
  await sql`
    ALTER TABLE buckets ADD COLUMN full_in timestamptz
    GENERATED ALWAYS AS (date_bin('10 minutes', full_at, to_timestamp(0))) STORED`.execute(db);
  await sql`CREATE INDEX buckets_full_in ON buckets (full_in)`.execute(db);

  await sql`DROP INDEX tokens_sealed`.execute(db);
  await sql`CREATE TABLE chores (name text PRIMARY KEY, done_until timestamptz NOT NULL)`.execute(
    db,
  );
  await sql`INSERT INTO chores VALUES ('unseal', '-infinity')`.execute(db);

  await sql`ALTER TABLE users SET (fillfactor = 90)`.execute(db);
  await sql`ALTER TABLE sessions SET (fillfactor = 90)`.execute(db);
  await sql`ALTER TABLE tokens SET (fillfactor = 75)`.execute(db);
  await sql`ALTER TABLE buckets SET (fillfactor = 70)`.execute(db);
  for (const table of ["sessions", "tokens", "mails", "buckets", "spent_guesses"])
    await sql`ALTER TABLE ${sql.id(table)} SET (autovacuum_vacuum_scale_factor = 0.05)`.execute(db);

  await sql`DROP INDEX mails_settled`.execute(db);
  await sql`
    CREATE INDEX mails_settled ON mails (settled_at) INCLUDE (kind, state) WHERE settled_at IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE INDEX mails_failed_sealed ON mails (created_at) WHERE state = 'failed' AND sealed IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE INDEX suppressed_addresses_until ON suppressed_addresses (suppressed_until)`.execute(db);
  await sql`
    CREATE INDEX suppressed_addresses_at ON suppressed_addresses (suppressed_at)`.execute(db);
  await sql`
    CREATE INDEX reserved_addresses_until ON reserved_addresses (reserved_until)`.execute(db);
}
