import { type Kysely, sql } from "kysely";

/*
 * A bucket holds so many and gets one back every so often. One number says all of it: when it will be
 * full again (the generic cell rate algorithm, ITU-T I.371).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE buckets (bucket bytea PRIMARY KEY, full_at timestamptz NOT NULL)`.execute(db);
  await sql`CREATE INDEX buckets_full_at ON buckets (full_at)`.execute(db);
  await sql`ALTER TABLE tokens ADD COLUMN mail_bucket bytea`.execute(db);
  await sql`
    ALTER TABLE mails
      DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'failed', 'expired', 'skipped', 'capped'
      ))`.execute(db);
}
