/*
 * The id of the row of a long token; null for an unknown one. `p_token` is the id that the token itself holds. A token
 * that was made in another way holds none, or not its row's, and is found by its hash.
 */
CREATE OR REPLACE FUNCTION long_token_id(p_token uuid, p_token_hash bytea) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(
    (SELECT id FROM tokens WHERE id = p_token AND token_hash = p_token_hash),
    (SELECT id FROM tokens WHERE token_hash = p_token_hash AND NOT id_in_token)
  );
END $$;

COMMENT ON FUNCTION long_token_id IS 'nullable: token, long_token_id';
