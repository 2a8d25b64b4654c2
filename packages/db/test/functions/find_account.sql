-- The account that has an address, and how many others its collection has.
CREATE OR REPLACE FUNCTION find_account(p_collection text, p_email text) RETURNS SETOF found
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT id, locale, count_others(collection, id) FROM users
  WHERE collection = p_collection AND email = p_email
$$;

COMMENT ON FUNCTION find_account IS 'nullable: locale';
