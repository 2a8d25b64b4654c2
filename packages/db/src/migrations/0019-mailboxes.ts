import { type Kysely, sql } from "kysely";

/*
 * Mails are counted for the mailbox that they reach too, and for the known device that asked. A mail keeps
 * the bucket that it was taken from, which it is given back to once its token is redeemed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE tokens ADD COLUMN mailbox_bucket bytea, ADD COLUMN device_mail_bucket bytea`.execute(
    db,
  );
  await sql`
    ALTER TABLE mails
      ADD COLUMN taken_from bytea, ADD COLUMN if_known boolean NOT NULL DEFAULT false`.execute(db);
}
