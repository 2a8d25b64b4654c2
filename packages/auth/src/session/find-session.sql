/*
 * The live session with a secret, and whose it is; a row of nulls where there is none. At most once a minute
 * it notes that the session was seen, and slides its expiry up to the absolute one.
 */
CREATE OR REPLACE FUNCTION find_session(p_secret_hash bytea, p_ttl jsonb) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  session sessions;
  noted sessions;
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
