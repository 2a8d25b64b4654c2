import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE sessions ADD COLUMN parent_id uuid REFERENCES sessions ON DELETE CASCADE`.execute(
    db,
  );
  await sql`
    CREATE INDEX sessions_parent_id ON sessions (parent_id) WHERE parent_id IS NOT NULL`.execute(
    db,
  );

  await sql`
    ALTER TABLE tokens
      ADD COLUMN session_id uuid REFERENCES sessions ON DELETE CASCADE,
      ADD COLUMN audience text,
      ADD COLUMN code_challenge text,
      ADD CHECK (audience IS NULL OR code_challenge IS NOT NULL)`.execute(db);
  await sql`
    CREATE INDEX tokens_email ON tokens (collection, email) WHERE email IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX tokens_session_id ON tokens (session_id) WHERE session_id IS NOT NULL`.execute(db);
}
