/*
 * Starts a challenge: a code and a link or, with null `p_digits`, only a link. Queues its mail, unless `p_mail` is
 * null: then the caller delivers the link. Does the same work for every address: `users` is not read. If the mailbox
 * was sent enough mails, this one is recorded as capped and isn't sent.
 *
 * `p_code_hashes`: hashes of the code with `p_digits` digits and, if given, with each further digit. LONGER_CODE:
 * nothing was done, because codes have to be longer now; call it again with all hashes.
 */
CREATE OR REPLACE FUNCTION start_challenge(
  p_id uuid, p_purpose text, p_collection text, p_email text, p_user uuid, p_sealed bytea,
  p_address_key bytea, p_device_budget bytea, p_per_address integer, p_per_device integer,
  p_length_guesses integer[], p_digits integer, p_code_hashes bytea[], p_code_ttl double precision,
  p_max_attempts integer, p_token_hash bytea, p_token_ttl double precision,
  p_mail text, p_mail_priority integer, p_network_key bytea, p_domain_key bytea,
  p_mail_bucket bytea, p_mailbox_bucket bytea, p_device_mail_bucket bytea,
  p_bursts integer[], p_refill_seconds double precision, p_most_mails integer, p_resend_after double precision,
  OUT verdict text, OUT code_length smallint, OUT code_expires_at timestamptz,
  OUT token_expires_at timestamptz, OUT resend_at timestamptz, OUT is_capped boolean
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  token tokens;
  picked smallint;
  taken record;
BEGIN
  IF p_digits IS NOT NULL THEN
    picked := new_code_length(
      p_digits, p_address_key, p_device_budget, p_per_address, p_per_device, p_length_guesses
    );
    IF picked > p_digits AND cardinality(p_code_hashes) = 1 THEN
      verdict := 'LONGER_CODE';
      RETURN;
    END IF;
  END IF;
  INSERT INTO tokens (
    id, purpose, collection, email, user_id, sealed, address_key, device_budget,
    mails_requested, last_mail_at, mail_bucket, mailbox_bucket, device_mail_bucket,
    -- A code that nobody may guess keeps a hash, and no length.
    code_hash, code_length, code_expires_at, max_attempts, token_hash, id_in_token, token_expires_at
  ) VALUES (
    p_id, p_purpose, p_collection, p_email, p_user, p_sealed, p_address_key, p_device_budget,
    (p_mail IS NOT NULL)::integer, now(), p_mail_bucket, p_mailbox_bucket, p_device_mail_bucket,
    p_code_hashes[coalesce(picked, p_digits) - p_digits + 1], picked,
    now() + make_interval(secs => p_code_ttl), p_max_attempts,
    p_token_hash, true, now() + make_interval(secs => p_token_ttl)
  ) RETURNING * INTO token;
  is_capped := false;
  IF p_mail IS NOT NULL THEN
    taken := take_mail(token, p_bursts, p_refill_seconds);
    PERFORM queue_mail(
      token, p_mail, p_mail_priority, p_network_key, p_domain_key, taken.allowed, taken.taken_from, taken.if_known
    );
    is_capped := NOT taken.allowed OR taken.if_known;
  END IF;
  verdict := 'GRANTED';
  token_expires_at := token.token_expires_at;
  code_length := CASE WHEN NOT is_capped THEN picked END;
  code_expires_at := token.code_expires_at;
  IF p_most_mails > 1 THEN
    resend_at := greatest(
      now() + make_interval(secs => p_resend_after),
      CASE WHEN is_capped THEN next_mail_at(token, p_bursts, p_refill_seconds) END
    );
  END IF;
END $$;

COMMENT ON FUNCTION start_challenge IS
  'nullable: user, mail, token_expires_at, device_budget, length_guesses, digits, code_hashes, code_ttl, max_attempts, device_mail_bucket, bursts, refill_seconds, code_length, resend_at';
