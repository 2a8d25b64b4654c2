/*
 * Accepts an invitation by its link: signs in, and makes the account if there is none, even in a collection that takes
 * no sign-ups. A link that wasn't mailed is known to whoever invited, so it proves no address and can't sign in to an
 * existing account.
 */
CREATE OR REPLACE FUNCTION accept_invitation(
  p_token uuid, p_token_hash bytea, p_refill_seconds double precision, p_collections text[], p_open_collections text[],
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_registration uuid, p_locale text,
  p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement := judge_long_token('invitation', p_token, p_token_hash, NULL, p_collections, false);
  mailed boolean := EXISTS (SELECT FROM mails WHERE token_id = (judged.token).id);
BEGIN
  RETURN sign_in_with_token(
    judged, mailed, p_refill_seconds, p_open_collections, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place,
    p_audience, p_registration, p_locale,
    p_ttl, p_absolute_ttl, p_devices, p_notice_id, p_notice, p_most_an_hour
  );
END $$;

COMMENT ON FUNCTION accept_invitation IS
  'nullable: token, refill_seconds, collections, previous_hash, user_agent, ip, place, locale, notice_id, notice, audience, registration';
