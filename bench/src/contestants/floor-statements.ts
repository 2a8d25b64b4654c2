export const FLOOR_TABLES = `
  CREATE TABLE IF NOT EXISTS users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text NOT NULL UNIQUE, password_hash text,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), secret_hash bytea NOT NULL UNIQUE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    parent_id uuid REFERENCES sessions ON DELETE CASCADE, user_agent text,
    created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS sessions_user_id ON sessions (user_id);
  CREATE INDEX IF NOT EXISTS sessions_parent_id ON sessions (parent_id) WHERE parent_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS tokens (
    id uuid PRIMARY KEY, purpose text NOT NULL, email text,
    session_id uuid REFERENCES sessions ON DELETE CASCADE,
    code_hash bytea, secret_hash bytea UNIQUE, attempts smallint NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL, consumed_at timestamptz
  );
  CREATE INDEX IF NOT EXISTS tokens_expires_at ON tokens (expires_at);
  CREATE INDEX IF NOT EXISTS tokens_session_id ON tokens (session_id) WHERE session_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS mails (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, recipient text NOT NULL, body text NOT NULL
  );
`;

const CONSUMABLE = "consumed_at IS NULL AND expires_at > now()";

/** One statement for each operation, which is its own transaction. */
export const STATEMENTS = {
  request: `
    WITH token AS (
      INSERT INTO tokens (id, purpose, email, code_hash, expires_at)
      VALUES ($1, 'code', $2, $3, now() + interval '10 minutes')
    )
    INSERT INTO mails (recipient, body) VALUES ($2, $4) RETURNING id`,
  signIn: `
    WITH token AS (
      UPDATE tokens SET attempts = attempts + 1, consumed_at = CASE WHEN code_hash = $2 THEN now() END
      WHERE id = $1 AND purpose = 'code' AND attempts < 5 AND ${CONSUMABLE}
      RETURNING email, consumed_at
    ), account AS (
      INSERT INTO users (email) SELECT email FROM token WHERE consumed_at IS NOT NULL
      ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id
    )
    INSERT INTO sessions (secret_hash, user_id, user_agent, expires_at)
    SELECT $3, id, $4, now() + interval '30 days' FROM account RETURNING user_id`,
  generate: `
    INSERT INTO tokens (id, purpose, session_id, secret_hash, expires_at)
    SELECT $1, 'hand-over', id, $2, now() + interval '3 minutes' FROM sessions
    WHERE secret_hash = $3 AND expires_at > now() RETURNING id`,
  verify: `
    WITH token AS (
      UPDATE tokens SET consumed_at = now()
      WHERE secret_hash = $1 AND purpose = 'hand-over' AND ${CONSUMABLE} RETURNING session_id
    )
    INSERT INTO sessions (secret_hash, user_id, parent_id, expires_at)
    SELECT $2, parent.user_id, parent.id, parent.expires_at
    FROM token JOIN sessions AS parent ON parent.id = token.session_id AND parent.expires_at > now()
    RETURNING user_id`,
  requestReset: `
    WITH token AS (
      INSERT INTO tokens (id, purpose, email, secret_hash, expires_at)
      VALUES ($1, 'reset', $2, $3, now() + interval '1 hour')
    )
    INSERT INTO mails (recipient, body) VALUES ($2, $4) RETURNING id`,
  completeReset: `
    WITH token AS (
      UPDATE tokens SET consumed_at = now()
      WHERE secret_hash = $1 AND purpose = 'reset' AND ${CONSUMABLE} RETURNING email
    ), account AS (
      UPDATE users SET password_hash = $2 FROM token WHERE users.email = token.email RETURNING users.id
    ), ended AS (DELETE FROM sessions USING account WHERE sessions.user_id = account.id)
    INSERT INTO sessions (secret_hash, user_id, user_agent, expires_at)
    SELECT $3, id, $4, now() + interval '30 days' FROM account RETURNING user_id`,
  read: `
    SELECT session.id, session.created_at, session.expires_at, session.user_agent,
      account.id AS user_id, account.email, account.created_at AS user_created_at
    FROM sessions AS session JOIN users AS account ON account.id = session.user_id
    WHERE session.secret_hash = $1 AND session.expires_at > now()`,
} as const;
