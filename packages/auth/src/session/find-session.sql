/*
 * The live session with a secret, and whose it is; a row of nulls where there is none. At most once a minute
 * it notes that the session was seen, and slides its expiry up to the absolute one.
 */
CREATE OR REPLACE FUNCTION find_session(p_secret_hash bytea, p_ttl jsonb) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  live record;
  session sessions;
  noted sessions;
  account users;
BEGIN
  -- One statement, so that the session, its account and those before it are seen as of one moment.
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
      -- Another call noted it meanwhile, or ended it.
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
