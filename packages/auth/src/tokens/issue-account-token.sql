/*
 * Tokens of an app's own kinds. Each belongs to an account, and is either a long token or a code that is presented
 * together with the account.
 */

/*
 * Stores a token, with a code if `p_digits` is given. `p_code_hashes`: hashes of the code with that many digits and
 * with each further digit.
 */
CREATE OR REPLACE FUNCTION issue_account_token(
  p_id uuid, p_purpose text, p_collection text, p_user uuid,
  p_address_key bytea, p_per_address integer, p_per_device integer, p_length_guesses integer[],
  p_digits integer, p_code_hashes bytea[], p_code_ttl double precision, p_max_attempts integer,
  p_token_hash bytea, p_token_ttl double precision,
  OUT code_length smallint, OUT over_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  IF p_digits IS NOT NULL THEN
    code_length := new_code_length(p_digits, p_address_key, NULL, p_per_address, p_per_device, p_length_guesses);
  END IF;
  INSERT INTO tokens (
    id, purpose, collection, user_id, address_key, code_hash, code_length, code_expires_at, max_attempts,
    token_hash, id_in_token, token_expires_at
  ) VALUES (
    p_id, p_purpose, p_collection, p_user, p_address_key,
    p_code_hashes[coalesce(issue_account_token.code_length, p_digits) - p_digits + 1], issue_account_token.code_length,
    now() + make_interval(secs => p_code_ttl), p_max_attempts,
    p_token_hash, p_token_hash IS NOT NULL, now() + make_interval(secs => p_token_ttl)
  ) RETURNING tokens.over_at INTO over_at;
END $$;

COMMENT ON FUNCTION issue_account_token IS
  'nullable: address_key, digits, code_hashes, code_ttl, max_attempts, token_hash, token_ttl, code_length';
