-- Internal: the serving role may not call it.
CREATE OR REPLACE FUNCTION count_others(p_collection text, p_account uuid) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM users WHERE collection = p_collection AND id <> p_account
$$;
