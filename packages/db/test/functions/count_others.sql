-- Internal: the serving role may not call it.
CREATE OR REPLACE FUNCTION count_others(collection text, account uuid) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM users WHERE users.collection = $1 AND users.id <> $2
$$;
