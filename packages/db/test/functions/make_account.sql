CREATE OR REPLACE FUNCTION make_account(collection text, email text, locale text) RETURNS SETOF users
LANGUAGE sql SECURITY DEFINER AS $$
  INSERT INTO users (collection, email, locale) VALUES ($1, $2, $3) RETURNING *
$$;

COMMENT ON FUNCTION make_account IS 'nullable: locale, email_verified_at, password_hash, disabled_at, tokens_void_until';
