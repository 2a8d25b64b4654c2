/*
 * Signs in by a code beside its challenge, or by the token of its link, and signs up an address that has no account if
 * its collection takes sign-ups.
 */
CREATE OR REPLACE FUNCTION sign_in_by_email(
  p_token uuid, p_code_hashes bytea[], p_token_hash bytea,
  p_networks bytea[], p_per_network integer[], p_per_address integer, p_per_device integer,
  p_length_guesses integer[], p_refill_seconds double precision, p_collections text[],
  p_open_collections text[],
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_registration uuid, p_locale text,
  p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  RETURN sign_in_with_token(
    judge_token(
      'email-otp', p_token, p_code_hashes, p_token_hash, NULL, p_collections,
      p_networks, p_per_network, p_per_address, p_per_device, p_length_guesses
    ),
    true, p_refill_seconds, p_open_collections, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place,
    p_audience, p_registration, p_locale,
    p_ttl, p_absolute_ttl, p_devices, p_notice_id, p_notice, p_most_an_hour
  );
END $$;

COMMENT ON FUNCTION sign_in_by_email IS
  'nullable: token, code_hashes, token_hash, refill_seconds, collections, previous_hash, user_agent, ip, place, locale, notice_id, notice, audience, registration';
