import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE users (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      collection text NOT NULL,
      email text NOT NULL,
      email_verified_at timestamptz,
      password_hash text,
      session_epoch integer NOT NULL DEFAULT 0,
      disabled_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (collection, email)
    )`.execute(db);

  await sql`
    CREATE TABLE sessions (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      secret_hash bytea NOT NULL UNIQUE,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      epoch integer NOT NULL,
      audience text,
      user_agent text,
      ip text,
      place text,
      created_at timestamptz NOT NULL DEFAULT now(),
      authenticated_at timestamptz NOT NULL DEFAULT now(),
      last_seen_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      absolute_expires_at timestamptz NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX sessions_user_id ON sessions (user_id)`.execute(db);
  await sql`CREATE INDEX sessions_expires_at ON sessions (expires_at)`.execute(db);

  await sql`
    CREATE TABLE tokens (
      id uuid PRIMARY KEY,
      purpose text NOT NULL,
      collection text NOT NULL,
      email text,
      user_id uuid REFERENCES users ON DELETE CASCADE,
      code_hash bytea,
      code_length smallint,
      code_expires_at timestamptz,
      attempts smallint NOT NULL DEFAULT 0,
      max_attempts smallint,
      token_hash bytea UNIQUE,
      token_expires_at timestamptz,
      sealed bytea,
      mails_requested smallint NOT NULL DEFAULT 0,
      last_mail_at timestamptz,
      consumed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      over_at timestamptz GENERATED ALWAYS AS (greatest(code_expires_at, token_expires_at)) STORED,
      CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
      CHECK ((code_hash IS NULL) = (max_attempts IS NULL)),
      CHECK ((token_hash IS NULL) = (token_expires_at IS NULL)),
      CHECK (code_hash IS NOT NULL OR token_hash IS NOT NULL),
      CHECK (email IS NOT NULL OR user_id IS NOT NULL),
      CHECK (attempts <= max_attempts)
    )`.execute(db);
  await sql`CREATE INDEX tokens_user_id ON tokens (user_id, purpose) WHERE user_id IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE INDEX tokens_over_at ON tokens (over_at)`.execute(db);
  await sql`CREATE INDEX tokens_sealed ON tokens (over_at) WHERE sealed IS NOT NULL`.execute(db);

  await sql`
    CREATE TABLE mails (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      kind text NOT NULL,
      token_id uuid REFERENCES tokens ON DELETE CASCADE,
      state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'skipped', 'failed')),
      created_at timestamptz NOT NULL DEFAULT now(),
      settled_at timestamptz
    )`.execute(db);
  await sql`CREATE INDEX mails_token_id ON mails (token_id, created_at DESC)`.execute(db);
  await sql`CREATE INDEX mails_queued ON mails (created_at) WHERE state = 'queued'`.execute(db);
}
