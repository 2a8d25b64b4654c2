/*
 * Ends one session of the caller's account, with those that were handed over from it. If the caller's own session is
 * one of those, it continues without it. Returns whether there was such a session; false, with no effect, if the
 * caller's own session has just ended.
 */
CREATE OR REPLACE FUNCTION revoke_session(p_user uuid, p_own uuid, p_session uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT is_live_session(p_own, p_user) THEN
    RETURN false;
  END IF;
  IF p_session <> p_own THEN
    WITH RECURSIVE line AS (
      SELECT id, parent_id FROM sessions WHERE id = p_own
      UNION ALL
      SELECT above.id, above.parent_id FROM sessions AS above JOIN line ON above.id = line.parent_id
    )
    UPDATE sessions SET parent_id = NULL
    WHERE id = p_own AND user_id = p_user AND p_session IN (SELECT id FROM line);
  END IF;
  DELETE FROM sessions WHERE id = p_session AND user_id = p_user;
  RETURN FOUND;
END $$;
