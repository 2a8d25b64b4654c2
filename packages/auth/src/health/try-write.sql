/*
 * Writes as a sign-in would, so it fails if a sign-in would fail: because the server is read-only, a table is locked,
 * the disk is full, or a standby doesn't answer. The statements name the tables that a sign-in writes but find no row;
 * only one row, of our own, is really written.
 */
CREATE OR REPLACE FUNCTION try_write() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  WITH token AS (INSERT INTO tokens (id) SELECT gen_random_uuid() WHERE false),
    consumed AS (UPDATE tokens SET consumed_at = now() WHERE false),
    mail AS (INSERT INTO mails (kind) SELECT '' WHERE false),
    moved AS (UPDATE mails SET state = 'sent' WHERE false),
    account AS (INSERT INTO users (email) SELECT '' WHERE false),
    proven AS (UPDATE users SET email_verified_at = now() WHERE false),
    session AS (INSERT INTO sessions (epoch) SELECT 0 WHERE false),
    seen AS (UPDATE sessions SET last_seen_at = now() WHERE false),
    told AS (INSERT INTO notices_told (kind) SELECT '' WHERE false),
    guess AS (INSERT INTO spent_guesses (slot) SELECT 0 WHERE false),
    bucket AS (INSERT INTO buckets (full_at) SELECT now() WHERE false),
    taken AS (UPDATE buckets SET full_at = now() WHERE false),
    event AS (INSERT INTO audit_events (event, outcome) SELECT '', 'granted' WHERE false)
  INSERT INTO chores (name, done_until) VALUES ('ready', now())
  ON CONFLICT (name) DO UPDATE SET done_until = excluded.done_until;
END $$;
