/*
 * What a credential change ends: every session of the account but one that starts afterwards, and every token of it and
 * of its address. The time is that of the write, not of the start of the call, so that tokens requested while this
 * waited for the account are void too.
 */
CREATE OR REPLACE FUNCTION end_credentials(p_account users) RETURNS users
LANGUAGE plpgsql AS $$
DECLARE
  account users;
BEGIN
  UPDATE users SET session_epoch = session_epoch + 1, tokens_void_until = clock_timestamp()
  WHERE id = p_account.id RETURNING * INTO account;
  RETURN account;
END $$;

/*
 * Voids the tokens that were mailed to an address that its account has just left for another. A token that is being
 * redeemed at this moment is skipped: its redemption is waiting for the account, so waiting for it would be a deadlock;
 * and it finds no account at the address afterwards.
 */
CREATE OR REPLACE FUNCTION void_tokens_of_left_address(p_left users, p_email text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM void_tokens(ARRAY(
    SELECT id FROM tokens
    WHERE collection = p_left.collection AND email = p_left.email AND p_left.email <> p_email
      AND user_id IS NULL AND consumed_at IS NULL
    FOR UPDATE SKIP LOCKED
  ));
END $$;

/*
 * Voids tokens that were mailed to addresses. Anybody may have requested a code, and must see it expire as usual:
 * otherwise they would learn what happened to the account. So a token with a code keeps its sealed data, which holds
 * the phrase, until it expires.
 */
CREATE OR REPLACE FUNCTION void_tokens(p_tokens uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tokens SET
    consumed_at = now(), voided = code_hash IS NOT NULL, sealed = CASE WHEN code_hash IS NOT NULL THEN sealed END
  WHERE id = ANY(p_tokens);
END $$;
