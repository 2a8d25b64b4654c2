-- Ends any session, with those that were handed over from it. Returns the account that it belonged to; no row if there
-- is no such session.
CREATE OR REPLACE FUNCTION end_account_session(p_session uuid) RETURNS TABLE (user_id uuid)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY DELETE FROM sessions WHERE id = p_session RETURNING sessions.user_id;
END $$;
