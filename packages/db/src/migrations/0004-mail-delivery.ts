import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE mails
      DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'failed', 'expired', 'skipped'
      )),
      ADD COLUMN rendition bytea,
      ADD COLUMN expires_at timestamptz,
      ADD COLUMN tries smallint NOT NULL DEFAULT 0,
      ADD COLUMN reason text,
      ADD COLUMN provider text,
      ADD COLUMN provider_id text,
      ADD COLUMN event_at timestamptz,
      ADD COLUMN resent_as uuid REFERENCES mails ON DELETE SET NULL`.execute(db);
  await sql`DROP INDEX mails_queued`.execute(db);
  await sql`
    CREATE INDEX mails_unsettled ON mails (created_at) WHERE state IN ('queued', 'sending')`.execute(
    db,
  );
  await sql`CREATE INDEX mails_failed ON mails (settled_at) WHERE state = 'failed'`.execute(db);
  await sql`
    CREATE INDEX mails_provider_id ON mails (provider_id) WHERE provider_id IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE INDEX mails_resent_as ON mails (resent_as) WHERE resent_as IS NOT NULL`.execute(
    db,
  );

  await sql`
    CREATE TABLE suppressed_addresses (
      email text NOT NULL,
      reason text NOT NULL CHECK (reason IN ('bounce', 'complaint')),
      suppressed_at timestamptz NOT NULL DEFAULT now(),
      suppressed_until timestamptz NOT NULL,
      PRIMARY KEY (email, reason)
    )`.execute(db);

  await sql`
    CREATE TABLE mail_slots (
      number integer PRIMARY KEY,
      used_at timestamptz NOT NULL DEFAULT '-infinity'
    )`.execute(db);
  await sql`CREATE INDEX mail_slots_used_at ON mail_slots (used_at)`.execute(db);
}
