/*
 * What a queued mail says about its token, and the account that the token belongs to or that has its address. No row if
 * the mail is out of date: the token is used or has expired. `withheld` if the token is void, or the mail goes only to
 * an account and its address has none.
 */
CREATE OR REPLACE FUNCTION open_mail(
  p_mail uuid, p_token uuid, p_outlives_changes boolean,
  p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS TABLE (
  id uuid, collection text, email text, sealed bytea, code_alive boolean, code_length smallint,
  code_expires_at timestamptz, token_expires_at timestamptz, resolved_at timestamptz,
  known boolean, enabled boolean, locale text, address_is_free boolean, withheld boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  token tokens;
  account users;
BEGIN
  SELECT * INTO token FROM tokens
  WHERE id = p_token AND consumed_at IS NULL AND token_expires_at > now() AND sealed IS NOT NULL;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  account := account_of_token(token);
  RETURN QUERY SELECT token.id, token.collection, token.email, token.sealed,
    coalesce(
      token.code_expires_at > now()
        AND code_is_open(token, p_per_address, p_per_device, p_length_guesses), false
    ),
    token.code_length, token.code_expires_at, token.token_expires_at, now(),
    account.id IS NOT NULL, is_enabled(account), account.locale, address_is_free(token),
    (NOT p_outlives_changes AND is_void(token, account))
      OR ((SELECT if_known FROM mails WHERE id = p_mail) IS TRUE AND NOT EXISTS (
        SELECT FROM users WHERE collection = token.collection AND email = token.email
      ));
END $$;

COMMENT ON FUNCTION open_mail IS 'nullable: code_length, code_expires_at, locale';
