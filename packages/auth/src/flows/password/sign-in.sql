/*
 * Signs in an account by the address and the password that were judged, if they are still its own. The guess is given
 * back. INVALID_CREDENTIALS if one of them has changed, the account is disabled, or the app that asks was removed.
 */
CREATE OR REPLACE FUNCTION sign_in_by_password(
  p_user uuid, p_email text, p_judged_hash text, p_password_hash text, p_locale text, p_budget bytea,
  p_spent_budgets bytea[], p_spent_slots integer[],
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_registration uuid, p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  account users;
BEGIN
  SELECT * INTO account FROM users
  WHERE id = p_user AND email = p_email AND password_hash = p_judged_hash AND disabled_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT is_registered(p_registration) THEN
    PERFORM give_guess_back(p_spent_budgets, p_spent_slots);
    RETURN refuse_session('INVALID_CREDENTIALS');
  END IF;
  PERFORM give_guess_back(p_spent_budgets, p_spent_slots);
  PERFORM release_bounced_address(account.email);
  PERFORM tell_of_sign_in(
    account, is_known_device(p_devices, p_budget, account), p_previous_hash, p_notice_id, p_notice, p_most_an_hour
  );
  IF p_password_hash IS NOT NULL OR account.locale IS DISTINCT FROM coalesce(p_locale, account.locale) THEN
    UPDATE users SET
      password_hash = coalesce(p_password_hash, password_hash), locale = coalesce(p_locale, locale)
    WHERE id = account.id RETURNING * INTO account;
  END IF;
  RETURN grant_session(
    start_session(
      account, account, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_audience, p_ttl, p_absolute_ttl,
      'pwd'
    ), account
  );
END $$;

COMMENT ON FUNCTION sign_in_by_password IS
  'nullable: password_hash, locale, previous_hash, user_agent, ip, place, audience, registration';
