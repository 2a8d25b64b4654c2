import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE users ADD COLUMN locale text`.execute(db);
  await sql`ALTER TABLE mails ADD COLUMN locale text`.execute(db);
}
