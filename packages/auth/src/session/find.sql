/*
 * The live session with a secret, and whose it is; a row of nulls where there is none. At most once a minute
 * it notes that the session was seen, and slides its expiry up to the absolute one.
 */
CREATE OR REPLACE FUNCTION find_session(p_secret_hash bytea, p_ttl double precision) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  session sessions;
  account users;
BEGIN
  SELECT * INTO session FROM sessions WHERE secret_hash = p_secret_hash AND expires_at > now();
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO account FROM users WHERE id = session.user_id;
  IF NOT is_live(session, account) THEN
    RETURN NULL;
  END IF;
  IF session.last_seen_at < now() - interval '1 minute' THEN
    UPDATE sessions SET
      last_seen_at = now(), expires_at = least(now() + make_interval(secs => p_ttl), absolute_expires_at)
    WHERE id = session.id AND last_seen_at < now() - interval '1 minute'
    RETURNING last_seen_at, expires_at INTO session.last_seen_at, session.expires_at;
  END IF;
  RETURN grant_session(session, account);
END $$;

COMMENT ON FUNCTION find_session IS 'nullable: user_agent, ip, place, audience, verdict';

-- Whether a session authenticated recently enough for what can't be taken back.
CREATE OR REPLACE FUNCTION is_fresh(p_session uuid, p_fresh_seconds double precision) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (
    SELECT FROM sessions
    WHERE id = p_session AND authenticated_at > now() - make_interval(secs => p_fresh_seconds)
  )
$$;

-- The live sessions of an account: the caller's own first, then those that were seen last.
CREATE OR REPLACE FUNCTION list_sessions(p_user uuid, p_own uuid) RETURNS TABLE (
  session_id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz,
  last_seen_at timestamptz, user_agent text, ip text, place text, audience text, parent_id uuid
)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT sessions.id, sessions.created_at, authenticated_at, expires_at, last_seen_at, user_agent, ip, place,
    audience, parent_id
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE users.id = p_user AND is_live(sessions, users)
  ORDER BY sessions.id = p_own DESC, last_seen_at DESC
$$;

COMMENT ON FUNCTION list_sessions IS 'nullable: user_agent, ip, place, audience, parent_id';

-- A session that server code starts, on nobody's device; a row of nulls for an unknown or disabled account.
CREATE OR REPLACE FUNCTION issue_session(
  p_user uuid, p_secret_hash bytea, p_ttl double precision, p_absolute_ttl double precision
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  account users;
BEGIN
  SELECT * INTO account FROM users WHERE id = p_user AND disabled_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN grant_session(
    start_session(account, p_secret_hash, NULL, NULL, NULL, NULL, p_ttl, p_absolute_ttl), account
  );
END $$;

COMMENT ON FUNCTION issue_session IS 'nullable: user_agent, ip, place, audience, verdict';
