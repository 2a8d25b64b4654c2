/*
 * The state of a challenge, even if it is used or has expired; no row for an unknown one. A challenge that a change of
 * its address's account voided looks unused. If its mail may be withheld (`p_may_withhold`, or a collection that takes
 * no sign-ups), every mail looks sent after the same time, which is longer than it takes to write one: its real state
 * or its timing would tell who has an account. `capped` is returned for every mailbox that was sent enough mails, even
 * if its account still gets this one. `p_owner` is the account that the challenge must belong to, null for a visitor's.
 */
CREATE OR REPLACE FUNCTION challenge_status(
  p_challenge uuid, p_purpose text, p_owner uuid, p_may_withhold boolean, p_open_collections text[],
  p_per_address integer, p_per_device integer, p_length_guesses integer[],
  p_bursts integer[], p_refill_seconds double precision, p_most_mails integer, p_resend_after double precision
) RETURNS TABLE (
  sealed bytea, code_length smallint, code_expires_at timestamptz, resend_at timestamptz,
  tries_left smallint, consumed boolean, approved boolean, carries_code boolean, state text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT token.sealed, challenge.code_length, token.code_expires_at, challenge.resend_at,
    CASE WHEN challenge.code_length IS NOT NULL THEN token.max_attempts - token.attempts END,
    token.consumed_at IS NOT NULL AND NOT token.voided, token.approved IS TRUE,
    carries_code(token), CASE
      WHEN challenge.is_capped THEN 'capped'
      WHEN NOT p_may_withhold AND token.collection = ANY(p_open_collections) THEN (
        SELECT mails.state FROM mails WHERE token_id = token.id ORDER BY created_at DESC LIMIT 1
      )
      WHEN token.last_mail_at + interval '2 seconds' > now() THEN 'queued'
      ELSE 'sent'
    END
  FROM tokens AS token, LATERAL describe_challenge(
    token, p_per_address, p_per_device, p_length_guesses, p_bursts, p_refill_seconds, p_most_mails, p_resend_after
  ) AS challenge
  WHERE token.id = p_challenge AND token.purpose = p_purpose AND token.user_id IS NOT DISTINCT FROM p_owner;
END $$;

COMMENT ON FUNCTION challenge_status IS
  'nullable: owner, bursts, refill_seconds, sealed, code_length, resend_at, tries_left';
