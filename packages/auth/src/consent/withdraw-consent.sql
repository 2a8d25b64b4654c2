/*
 * Withdraws a consent: the account is asked again before it goes on to the app, and every session that the app has of
 * it ends, with those that its unused codes would still start. Returns whether there was a consent or a session; false,
 * with no effect, if the caller's own session has just ended.
 */
CREATE OR REPLACE FUNCTION withdraw_consent(p_user uuid, p_session uuid, p_app text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  account users;
  was_given boolean;
BEGIN
  -- In the order in which a redemption locks them. Whoever makes a code holds the account, so none is missed.
  PERFORM FROM tokens
  WHERE user_id = p_user AND purpose = 'one-time-token' AND audience = p_app ORDER BY id FOR UPDATE;
  SELECT * INTO account FROM users WHERE id = p_user FOR UPDATE;
  IF NOT lock_session(p_session, account, NULL) THEN
    RETURN false;
  END IF;
  DELETE FROM consents WHERE user_id = p_user AND app = p_app;
  was_given := FOUND;
  DELETE FROM tokens
  WHERE user_id = p_user AND purpose = 'one-time-token' AND audience = p_app AND consumed_at IS NULL;
  DELETE FROM sessions WHERE user_id = p_user AND audience = p_app;
  RETURN was_given OR FOUND;
END $$;
