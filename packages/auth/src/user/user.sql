-- An account as the product shows it.
CREATE OR REPLACE FUNCTION show_account(p_user users) RETURNS account
LANGUAGE sql STABLE AS $$
  SELECT p_user.id, p_user.email, p_user.email_verified_at IS NOT NULL, p_user.collection,
    p_user.password_hash IS NOT NULL, p_user.created_at, p_user.disabled_at
$$;

-- The account with an id, or with an address; no row where there is none.
CREATE OR REPLACE FUNCTION get_account(p_user uuid) RETURNS SETOF account
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT (show_account(users)).* FROM users WHERE id = p_user
$$;

COMMENT ON FUNCTION get_account IS 'nullable: disabled_at';

CREATE OR REPLACE FUNCTION find_account(p_collection text, p_email text) RETURNS SETOF account
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT (show_account(users)).* FROM users WHERE collection = p_collection AND email = p_email
$$;

COMMENT ON FUNCTION find_account IS 'nullable: disabled_at';

/*
 * Makes an account without a proof of its address. No row where the address has one; fails with a unique
 * violation where it is reserved for one that may take it back.
 */
CREATE OR REPLACE FUNCTION create_account(p_collection text, p_email text, p_verified boolean, p_locale text)
RETURNS SETOF account
LANGUAGE sql SECURITY DEFINER AS $$
  INSERT INTO users (collection, email, email_verified_at, locale)
  VALUES (p_collection, p_email, CASE WHEN p_verified THEN now() END, p_locale)
  ON CONFLICT DO NOTHING
  RETURNING (show_account(users)).*
$$;

COMMENT ON FUNCTION create_account IS 'nullable: locale, disabled_at';

-- Sets the password of the account that has an address in a collection. Ends nothing. Whether there is one.
CREATE OR REPLACE FUNCTION set_password(p_collection text, p_email text, p_password_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE users SET password_hash = p_password_hash WHERE collection = p_collection AND email = p_email;
  RETURN FOUND;
END $$;

-- Has the notices of an account written in this language, until it asks in another one.
CREATE OR REPLACE FUNCTION remember_locale(p_user uuid, p_locale text) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
  UPDATE users SET locale = p_locale WHERE id = p_user
$$;
