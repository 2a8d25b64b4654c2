-- The same, for long tokens only.
CREATE OR REPLACE FUNCTION lock_token_hashes(p_token_hashes bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  RETURN lock_tokens('{}', p_token_hashes);
END $$;
