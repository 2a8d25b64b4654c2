import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE alerts (
      key text PRIMARY KEY,
      type text NOT NULL,
      data jsonb NOT NULL,
      raised_at timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE INDEX mails_settled ON mails (settled_at) WHERE settled_at IS NOT NULL`.execute(db);
}
