/*
 * Signs in by a token that was judged, and signs up an address that has no account if its collection is one of
 * `p_open_collections`. NOTICE_WANTED if the owner must get a notice and `p_notice` is null, or SQLSTATE WW001 if that
 * turns out late: nothing was done then, and the same call with a notice does it. Without `p_proves` the token doesn't
 * prove its address: it may create an account with an unproven address, but doesn't sign in to an existing one.
 */
CREATE OR REPLACE FUNCTION sign_in_with_token(
  p_judged judgement, p_proves boolean, p_refill_seconds double precision, p_open_collections text[],
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_registration uuid, p_locale text,
  p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql AS $$
DECLARE
  judged judgement := p_judged;
  admitted boolean;
  known_device boolean;
  verdict text;
  account users;
  before users;
BEGIN
  admitted := judged.verdict = 'RIGHT' AND may_have_session(judged.token, judged.account, p_open_collections);
  IF judged.verdict = 'RIGHT' AND NOT admitted AND (judged.account).id IS NULL THEN
    -- Another sign-in may have made the account since it was looked up.
    judged.account := lock_account_of_token(judged.token);
    admitted := is_enabled(judged.account) AND NOT is_void(judged.token, judged.account);
  END IF;
  IF NOT p_proves AND (judged.account).id IS NOT NULL THEN
    admitted := false;
  END IF;
  admitted := admitted AND is_registered(p_registration);
  known_device := is_known_device(p_devices, (judged.token).address_key, judged.account);
  IF admitted AND p_notice IS NULL
    AND wants_sign_in_notice(judged.account, known_device, p_previous_hash) THEN
    RETURN refuse_session('NOTICE_WANTED');
  END IF;
  IF admitted AND NOT p_proves THEN
    -- Before the token is consumed: if somebody else creates the account at this moment, the token stays unused.
    account := make_unproven_account(judged.token, p_locale);
    admitted := account.id IS NOT NULL;
  END IF;
  verdict := settle_token(judged, admitted, p_refill_seconds);
  IF verdict <> 'GRANTED' THEN
    RETURN refuse_session(verdict);
  END IF;
  IF p_proves THEN
    account := prove_address(judged.token, judged.account, p_locale);
  END IF;
  -- The notice is in the language that the account had before: a stranger who signs in doesn't choose it.
  before := judged.account;
  IF before.id IS NULL THEN
    before := account;
  END IF;
  before.locale := coalesce(before.locale, account.locale);
  IF p_notice IS NULL AND wants_sign_in_notice(before, known_device, p_previous_hash) THEN
    -- It wasn't needed above: in the meantime another call created the account or ended the caller's session.
    RAISE EXCEPTION 'a notice is wanted' USING ERRCODE = 'WW001';
  END IF;
  PERFORM tell_of_sign_in(before, known_device, p_previous_hash, p_notice_id, p_notice, p_most_an_hour);
  RETURN grant_session(
    start_session(
      account, before, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_audience, p_ttl, p_absolute_ttl,
      CASE WHEN p_proves THEN 'otp' END
    ), account
  );
END $$;
