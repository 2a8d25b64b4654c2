/*
 * Ends one session of the caller's account, with those that were handed over from it. The caller's own,
 * should it be one of them, goes on without it. Whether there was one.
 */
CREATE OR REPLACE FUNCTION revoke_session(p_user uuid, p_own uuid, p_session uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
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

/*
 * Ends every session of the caller's account but their own, which goes on without the one that it was handed
 * over from. How many of them were live.
 */
CREATE OR REPLACE FUNCTION revoke_other_sessions(p_user uuid, p_own uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  ended integer;
BEGIN
  UPDATE sessions SET parent_id = NULL WHERE id = p_own AND user_id = p_user;
  WITH gone AS (
    DELETE FROM sessions USING users
    WHERE users.id = sessions.user_id AND users.id = p_user AND sessions.id <> p_own
    RETURNING is_live(sessions, users) AS live
  )
  SELECT count(*) FILTER (WHERE live) INTO ended FROM gone;
  RETURN ended;
END $$;

-- Ends the session with a secret. Whose it was; no row where there was none.
CREATE OR REPLACE FUNCTION end_session(p_secret_hash bytea) RETURNS TABLE (user_id uuid)
LANGUAGE sql SECURITY DEFINER AS $$
  DELETE FROM sessions WHERE secret_hash = p_secret_hash RETURNING sessions.user_id
$$;

-- Ends every session of an account, those that are being made at this moment too. False for no account.
CREATE OR REPLACE FUNCTION end_all_sessions(p_user uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE users SET session_epoch = session_epoch + 1 WHERE id = p_user;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM sessions WHERE user_id = p_user;
  RETURN true;
END $$;
