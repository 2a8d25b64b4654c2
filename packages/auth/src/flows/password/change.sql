/*
 * Sets the password of the caller's account, ends every other session and every live token, renews the
 * session under a new secret and tells the owner. UNAUTHENTICATED if the session has ended.
 */
CREATE OR REPLACE FUNCTION change_password(
  p_user uuid, p_session uuid, p_password_hash text, p_budget bytea, p_change_notice_id uuid, p_change_notice bytea,
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  account users;
  before users;
BEGIN
  SELECT * INTO account FROM users WHERE id = p_user AND disabled_at IS NULL FOR NO KEY UPDATE;
  IF NOT lock_session(p_session, account, p_previous_hash) THEN
    RETURN refuse_session('UNAUTHENTICATED');
  END IF;
  before := account;
  UPDATE users SET password_hash = p_password_hash WHERE id = p_user RETURNING * INTO account;
  account := end_credentials(account);
  PERFORM queue_notice(p_change_notice_id, 'password-changed', account.id, p_change_notice, account.locale, p_most_an_hour);
  PERFORM tell_of_sign_in(
    before, is_known_device(p_devices, p_budget, before), p_previous_hash, p_notice_id, p_notice, p_most_an_hour
  );
  RETURN grant_session(
    start_session(
      account, before, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_audience, p_ttl, p_absolute_ttl,
      NULL
    ), account
  );
END $$;

COMMENT ON FUNCTION change_password IS
  'nullable: previous_hash, user_agent, ip, place, audience';
