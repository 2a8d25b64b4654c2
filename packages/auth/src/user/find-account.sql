CREATE OR REPLACE FUNCTION find_account(p_collection text, p_email text) RETURNS SETOF account
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT (show_account(users)).* FROM users WHERE collection = p_collection AND email = p_email
$$;

COMMENT ON FUNCTION find_account IS 'nullable: disabled_at';
