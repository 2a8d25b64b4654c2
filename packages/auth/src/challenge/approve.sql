/*
 * Lets the browser that waits with a challenge in, by the link of its mail and the number that this browser shows.
 * `p_is_right` is what the caller found of the number. A link has one try: the second is INVALID_TOKEN, whatever it says.
 */
CREATE OR REPLACE FUNCTION approve_challenge(p_purpose text, p_token_hash bytea, p_is_right boolean)
RETURNS TABLE (verdict text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  token tokens;
BEGIN
  verdict := 'INVALID_TOKEN';
  SELECT * INTO token FROM tokens WHERE token_hash = p_token_hash AND purpose = p_purpose FOR UPDATE;
  IF token.id IS NULL OR token.consumed_at IS NOT NULL OR token.approved IS NOT NULL
    OR is_void(token, account_of_token(token)) THEN
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
