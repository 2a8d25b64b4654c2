/*
 * Ends every session of the caller's account but their own, which no longer depends on the one that it was handed over
 * from. Returns how many of them were live; 0, with no effect, if the caller's own session has just ended.
 */
CREATE OR REPLACE FUNCTION revoke_other_sessions(p_user uuid, p_own uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  account users;
  ended integer;
BEGIN
  -- Whoever starts a session locks the account too, so this misses none that is just starting.
  SELECT * INTO account FROM users WHERE id = p_user FOR NO KEY UPDATE;
  IF NOT lock_session(p_own, account, NULL) THEN
    RETURN 0;
  END IF;
  UPDATE sessions SET parent_id = NULL WHERE id = p_own;
  WITH gone AS (
    DELETE FROM sessions USING users
    WHERE users.id = sessions.user_id AND users.id = p_user AND sessions.id <> p_own
    RETURNING is_live(sessions, users) AS live
  )
  SELECT count(*) FILTER (WHERE live) INTO ended FROM gone;
  RETURN ended;
END $$;
