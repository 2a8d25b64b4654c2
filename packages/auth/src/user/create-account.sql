/*
 * Makes an account without a proof of its address. No row if the address has one; fails with a unique violation if the
 * address is reserved for an account that may take it back.
 */
CREATE OR REPLACE FUNCTION create_account(p_collection text, p_email text, p_verified boolean, p_locale text)
RETURNS SETOF account
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  RETURN QUERY INSERT INTO users (collection, email, email_verified_at, locale)
  VALUES (p_collection, p_email, CASE WHEN p_verified THEN now() END, p_locale)
  ON CONFLICT DO NOTHING
  RETURNING (show_account(users)).*;
END $$;

COMMENT ON FUNCTION create_account IS 'nullable: locale, disabled_at';
