/*
 * Whether a challenge's mail carries its code: it does if the code could be guessed when it was requested. This stays
 * true after the code's attempts, its lifetime or the guess budgets are used up: a mail may be read late, and the
 * requester could use those up on purpose. A code that nobody could guess from the start isn't in a mail, and has no
 * length.
 */
CREATE OR REPLACE FUNCTION carries_code(p_token tokens) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_token.code_length IS NOT NULL
$$;

/*
 * Approves the browser that is waiting with a challenge, by the link of its mail and the number that the browser shows.
 * `p_is_right`: whether the number is right, which the caller has checked. A link has one try: the second is
 * INVALID_TOKEN, whatever it says. So is a link whose mail carried a code: that code has to be typed where it was
 * requested, and an approval would bypass it.
 */
CREATE OR REPLACE FUNCTION approve_challenge(
  p_purpose text, p_token uuid, p_token_hash bytea, p_is_right boolean
) RETURNS TABLE (verdict text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  token tokens;
BEGIN
  verdict := 'INVALID_TOKEN';
  SELECT * INTO token FROM tokens
  WHERE id = long_token_id(p_token, p_token_hash) AND purpose = p_purpose FOR UPDATE;
  IF token.id IS NULL OR token.consumed_at IS NOT NULL OR token.approved IS NOT NULL
    OR is_void(token, account_of_token(token)) OR carries_code(token) THEN
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

COMMENT ON FUNCTION approve_challenge IS 'nullable: token';
