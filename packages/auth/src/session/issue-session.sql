-- Starts a session for server code, on no device; a row of nulls if the account is unknown or disabled.
CREATE OR REPLACE FUNCTION issue_session(
  p_user uuid, p_secret_hash bytea, p_ttl jsonb, p_absolute_ttl jsonb
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
    start_session(account, account, p_secret_hash, NULL, NULL, NULL, NULL, NULL, p_ttl, p_absolute_ttl, NULL), account
  );
END $$;

COMMENT ON FUNCTION issue_session IS 'nullable: user_agent, ip, place, audience, verdict';
