/*
 * Sets an account's password on behalf of server code. With `p_ends_sessions`, ends all its sessions and live tokens.
 * Queues a notice if the account already had a password. Returns whether there is such an account.
 */
CREATE OR REPLACE FUNCTION set_account_password(
  p_user uuid, p_password_hash text, p_ends_sessions boolean,
  p_change_notice_id uuid, p_change_notice bytea, p_most_an_hour integer
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  before users;
BEGIN
  SELECT * INTO before FROM users WHERE id = p_user FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE users SET password_hash = p_password_hash WHERE id = p_user;
  IF p_ends_sessions THEN
    PERFORM end_credentials(before);
  END IF;
  IF before.password_hash IS NOT NULL THEN
    PERFORM queue_notice(
      p_change_notice_id, 'password-changed', p_user, p_change_notice, before.locale, p_most_an_hour
    );
  END IF;
  RETURN true;
END $$;
