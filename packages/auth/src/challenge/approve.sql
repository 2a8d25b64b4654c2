/*
 * Whether a challenge's mail carries its code: one that may be tried still, or was until its own attempts were spent. A
 * code that nobody may guess for others' guesses isn't in a mail.
 */
CREATE OR REPLACE FUNCTION carries_code(
  p_token tokens, p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_token.code_expires_at > now() AND (
    p_token.attempts >= p_token.max_attempts
    OR code_is_open(p_token, p_per_address, p_per_device, p_length_guesses)
  )
$$;

/*
 * Lets the browser that waits with a challenge in, by the link of its mail and the number that this browser shows.
 * `p_is_right` is what the caller found of the number. A link has one try: the second is INVALID_TOKEN, whatever it says.
 * So is one whose mail carried a code: that is typed where it was asked for, and not around it.
 */
CREATE OR REPLACE FUNCTION approve_challenge(
  p_purpose text, p_token_hash bytea, p_is_right boolean,
  p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS TABLE (verdict text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  token tokens;
BEGIN
  verdict := 'INVALID_TOKEN';
  SELECT * INTO token FROM tokens WHERE token_hash = p_token_hash AND purpose = p_purpose FOR UPDATE;
  IF token.id IS NULL OR token.consumed_at IS NOT NULL OR token.approved IS NOT NULL
    OR is_void(token, account_of_token(token)) OR carries_code(token, p_per_address, p_per_device, p_length_guesses) THEN
    RETURN NEXT;
    RETURN;
  END IF;
  IF token.token_expires_at <= now() THEN
    verdict := 'EXPIRED_TOKEN';
  ELSE
    UPDATE tokens SET approved = p_is_right WHERE id = token.id;
    IF p_is_right THEN
      verdict := 'GRANTED';
    END IF;
  END IF;
  RETURN NEXT;
END $$;
