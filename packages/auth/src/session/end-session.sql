-- Ends the session with a secret. Returns the account that it belonged to; no row if there was no such session.
CREATE OR REPLACE FUNCTION end_session(p_secret_hash bytea) RETURNS TABLE (user_id uuid)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY DELETE FROM sessions WHERE secret_hash = p_secret_hash RETURNING sessions.user_id;
END $$;
