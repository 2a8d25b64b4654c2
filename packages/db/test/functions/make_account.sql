CREATE OR REPLACE FUNCTION make_account(p_collection text, p_email text, p_locale text) RETURNS SETOF users
LANGUAGE sql SECURITY DEFINER AS $$
  INSERT INTO users (collection, email, locale) VALUES (p_collection, p_email, p_locale) RETURNING *
$$;

COMMENT ON FUNCTION make_account IS 'nullable: locale, email_verified_at, password_hash, disabled_at, tokens_void_until';
