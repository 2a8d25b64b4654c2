-- The account that has an address, and how many others its collection has.
CREATE OR REPLACE FUNCTION find_account(collection text, email text)
RETURNS TABLE (id uuid, locale text, others bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT users.id, users.locale, count_others(users.collection, users.id) FROM users
  WHERE users.collection = $1 AND users.email = $2
$$;

COMMENT ON FUNCTION find_account IS 'nullable: locale';
