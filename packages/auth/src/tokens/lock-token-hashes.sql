-- The same, for long tokens only.
CREATE OR REPLACE FUNCTION lock_token_hashes(p_token_hashes bytea[]) RETURNS boolean
LANGUAGE sql SECURITY DEFINER AS $$
  SELECT lock_tokens('{}', p_token_hashes)
$$;
