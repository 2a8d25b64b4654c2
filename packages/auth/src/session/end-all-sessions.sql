-- Ends every session of an account, including those that are being started at this moment. False if there is no such
-- account.
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
