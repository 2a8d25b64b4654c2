/*
 * The live session with a secret, and its account; a row of nulls if there is none. At most once a minute it notes that
 * the session was seen, and extends it, up to its absolute expiry.
 */
CREATE OR REPLACE FUNCTION find_session(p_secret_hash bytea, p_ttl jsonb) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  live record;
  session sessions;
  noted sessions;
  account users;
BEGIN
  -- One statement, so that the session, its account and the sessions that it was handed over from are read from one
  -- snapshot.
  SELECT sessions AS session, users AS account INTO live FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE secret_hash = p_secret_hash AND is_live(sessions, users);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  session := live.session;
  account := live.account;
  IF session.last_seen_at < now() - interval '1 minute' THEN
    UPDATE sessions SET
      last_seen_at = now(), expires_at = least(now() + span_of(p_ttl, account.collection), absolute_expires_at)
    WHERE id = session.id AND last_seen_at < now() - interval '1 minute'
    RETURNING * INTO noted;
    IF NOT FOUND THEN
      -- In the meantime another call noted that, or ended the session.
      SELECT * INTO noted FROM sessions WHERE id = session.id AND secret_hash = p_secret_hash;
      IF NOT FOUND THEN
        RETURN NULL;
      END IF;
    END IF;
    session := noted;
  END IF;
  RETURN grant_session(session, account);
END $$;

COMMENT ON FUNCTION find_session IS 'nullable: user_agent, ip, place, audience, verdict';
