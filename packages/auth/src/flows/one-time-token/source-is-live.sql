-- Whether the session that a token hands over is live.
CREATE OR REPLACE FUNCTION source_is_live(p_token tokens, p_account users) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM sessions WHERE id = p_token.session_id AND user_id = p_account.id AND is_live(sessions, p_account)
  );
END $$;
