import { type Kysely, sql } from "kysely";

/*
 * Mails take turns between the networks that ask for them, and then between the domains that they go to.
 * `turn` says how many of the same network and domain were queued when a mail came; those with fewer go first.
 * Mails of known devices have priority 0, others that somebody waits for 1, notices 10 as before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE mails
      ADD COLUMN network_key bytea,
      ADD COLUMN domain_key bytea,
      ADD COLUMN turn integer NOT NULL DEFAULT 0,
      ALTER COLUMN priority SET DEFAULT 1`.execute(db);
  await sql`
    CREATE INDEX mails_of_network ON mails (network_key)
    WHERE state = 'queued' AND network_key IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX mails_of_domain ON mails (domain_key)
    WHERE state = 'queued' AND domain_key IS NOT NULL`.execute(db);
  await sql`DROP INDEX mails_due`.execute(db);
  await sql`
    CREATE INDEX mails_due ON mails (priority, turn, run_at)
    WHERE state IN ('queued', 'sending')`.execute(db);
  await sql`DROP INDEX mails_unsettled`.execute(db);
  await sql`
    CREATE INDEX mails_unsettled ON mails (run_at) WHERE state IN ('queued', 'sending')`.execute(
    db,
  );
}
