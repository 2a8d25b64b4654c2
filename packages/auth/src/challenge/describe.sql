/*
 * How a challenge stands, as its requester sees it. `code_length` is null if no mail shows the code; `resend_at` is
 * null after the last mail. `is_capped`: the newest mail isn't sent, unless its address has an account.
 */
CREATE OR REPLACE FUNCTION describe_challenge(
  p_token tokens, p_per_address integer, p_per_device integer, p_length_guesses integer[],
  p_bursts integer[], p_refill_seconds double precision, p_most_mails integer, p_resend_after double precision,
  OUT code_length smallint, OUT resend_at timestamptz, OUT is_capped boolean
)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  any_went boolean;
BEGIN
  SELECT (array_agg(state = 'capped' OR if_known ORDER BY created_at DESC))[1],
    bool_or(state <> 'capped' AND NOT if_known)
  INTO is_capped, any_went FROM mails WHERE token_id = p_token.id;
  is_capped := coalesce(is_capped, false);
  IF any_went AND code_is_open(p_token, p_per_address, p_per_device, p_length_guesses) THEN
    code_length := p_token.code_length;
  END IF;
  IF p_token.mails_requested < p_most_mails THEN
    resend_at := greatest(
      p_token.last_mail_at + make_interval(secs => p_resend_after),
      CASE WHEN is_capped THEN next_mail_at(p_token, p_bursts, p_refill_seconds) END
    );
  END IF;
END $$;
