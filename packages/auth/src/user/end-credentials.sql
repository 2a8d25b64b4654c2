/*
 * What a credential change ends: every session of the account but one that starts afterwards, and every
 * token of it and of its address. The moment is that of the writing and not of the call's beginning: what
 * was asked for while this waited for the account is void too.
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
 * Voids the tokens that were mailed to an address which its account has just left for another. One that is
 * being redeemed at this moment is skipped: its redemption waits for the account, so waiting for it would be a
 * deadlock, and finds no account at the address afterwards.
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
 * Ends tokens of addresses. One with a code runs out before the eyes of whoever asked for it, who may be anybody: they
 * would else learn what its address's account did. It keeps what is sealed, which has its phrase, until it is over.
 */
CREATE OR REPLACE FUNCTION void_tokens(p_tokens uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tokens SET
    consumed_at = now(), voided = code_hash IS NOT NULL, sealed = CASE WHEN code_hash IS NOT NULL THEN sealed END
  WHERE id = ANY(p_tokens);
END $$;
