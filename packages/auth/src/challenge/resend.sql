/*
 * Mails a challenge again: the same code, counter and expiry. RATE_LIMITED with the wait if it is too early, and
 * without one after the last mail. `p_owner` is the account that it must belong to, null for a visitor's.
 */
CREATE OR REPLACE FUNCTION resend_challenge(
  p_challenge uuid, p_purpose text, p_owner uuid, p_mail text,
  p_per_address integer, p_per_device integer, p_length_guesses integer[],
  p_bursts integer[], p_refill_seconds double precision, p_most_mails integer, p_resend_after double precision,
  OUT verdict text, OUT retry_after_ms double precision, OUT sealed bytea,
  OUT code_length smallint, OUT code_expires_at timestamptz, OUT resend_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  token tokens;
  challenge record;
  taken record;
  first record;
BEGIN
  SELECT * INTO token FROM tokens
  WHERE id = p_challenge AND purpose = p_purpose AND user_id IS NOT DISTINCT FROM p_owner FOR UPDATE;
  IF NOT FOUND OR (token.consumed_at IS NOT NULL AND NOT token.voided) THEN
    verdict := 'INVALID_TOKEN';
    RETURN;
  END IF;
  IF token.code_expires_at <= now() THEN
    verdict := 'EXPIRED_TOKEN';
    RETURN;
  END IF;
  challenge := describe_challenge(
    token, p_per_address, p_per_device, p_length_guesses, p_bursts, p_refill_seconds, p_most_mails, p_resend_after
  );
  IF challenge.resend_at IS NULL OR challenge.resend_at > now() THEN
    verdict := 'RATE_LIMITED';
    retry_after_ms := extract(epoch FROM challenge.resend_at - now()) * 1000;
    RETURN;
  END IF;
  UPDATE tokens SET mails_requested = mails_requested + 1, last_mail_at = now()
  WHERE id = token.id RETURNING * INTO token;
  taken := take_mail(token, p_bursts, p_refill_seconds);
  -- It waits its turn where the first mail did.
  SELECT priority, network_key, domain_key INTO first FROM mails WHERE token_id = token.id ORDER BY created_at LIMIT 1;
  PERFORM queue_mail(
    token, p_mail, coalesce(first.priority, 1), first.network_key, first.domain_key,
    taken.allowed, taken.taken_from, taken.if_known
  );
  challenge := describe_challenge(
    token, p_per_address, p_per_device, p_length_guesses, p_bursts, p_refill_seconds, p_most_mails, p_resend_after
  );
  verdict := 'GRANTED';
  sealed := token.sealed;
  code_length := challenge.code_length;
  code_expires_at := token.code_expires_at;
  resend_at := challenge.resend_at;
END $$;

COMMENT ON FUNCTION resend_challenge IS
  'nullable: owner, bursts, refill_seconds, retry_after_ms, sealed, code_length, resend_at';
