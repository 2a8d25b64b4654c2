/*
 * The core by which a credential is used, whatever it grants. A flow's function judges the token, checks what else must
 * hold, settles the token, and grants if the verdict is GRANTED. All of it is one transaction, so a token is consumed
 * exactly when its grant commits, and a refusal commits its counter.
 *
 * Locks are taken in this order: the token, its account, the buckets that its mails came from. The exception is going
 * back to an earlier address, which ends further tokens afterwards: if two such calls deadlock, Postgres aborts one,
 * and its caller gets UNAVAILABLE.
 *
 * An account is looked up and locked only for callers who know what the mail said. Anybody can guess at a code that
 * they requested: how long that takes, and what it returns, would reveal whether the address has an account and what
 * happens to it.
 */

/*
 * Judges a long token, by its hash and the id that it holds, if any (`long_token_id`). Its account is locked: what a
 * change of its credentials voided is void from the moment that change commits. Another account's than `p_owner`, if
 * given, or one of another collection than `p_collections`, isn't found.
 */
CREATE OR REPLACE FUNCTION judge_long_token(
  p_purpose text, p_token uuid, p_token_hash bytea, p_owner uuid, p_collections text[],
  p_outlives_changes boolean
) RETURNS judgement
LANGUAGE plpgsql AS $$
DECLARE
  judged judgement;
  token tokens;
BEGIN
  judged.verdict := 'INVALID_TOKEN';
  SELECT * INTO token FROM tokens
  WHERE id = p_token AND token_hash = p_token_hash AND purpose = p_purpose FOR UPDATE;
  IF token.id IS NULL THEN
    SELECT * INTO token FROM tokens
    WHERE token_hash = p_token_hash AND NOT id_in_token AND purpose = p_purpose FOR UPDATE;
  END IF;
  IF token.id IS NULL OR token.consumed_at IS NOT NULL OR NOT is_of_collection(token, p_collections)
    OR (p_owner IS NOT NULL AND token.user_id IS DISTINCT FROM p_owner) THEN
    RETURN judged;
  END IF;
  judged.token := token;
  judged.account := lock_account_of_token(token);
  IF p_outlives_changes OR NOT is_void(token, judged.account) THEN
    judged.verdict := CASE WHEN token.token_expires_at <= now() THEN 'EXPIRED_TOKEN' ELSE 'RIGHT' END;
  END IF;
  RETURN judged;
END $$;

/*
 * Judges a use of a token. A code is presented with the id of its challenge, as the hashes that it has in each
 * collection and under each secret; an approved challenge by its id without hashes; a long token by its hash. The token
 * must belong to `p_owner`, if given: a token of another account isn't found, and a guess at it costs nothing. It must
 * belong to one of `p_collections`, if given: a right code of another counts as wrong.
 *
 * The token is locked, so concurrent guesses wait for each other and each sees the newest counter. A slot of each guess
 * budget is held before the code is looked at. A guess at a void code is judged and counted as at a live one, and is
 * never right.
 */
CREATE OR REPLACE FUNCTION judge_token(
  p_purpose text, p_token uuid, p_code_hashes bytea[], p_token_hash bytea, p_owner uuid,
  p_collections text[], p_networks bytea[], p_per_network integer[],
  p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS judgement
LANGUAGE plpgsql AS $$
DECLARE
  judged judgement;
  token tokens;
  is_code boolean := p_code_hashes IS NOT NULL;
BEGIN
  IF p_token_hash IS NOT NULL THEN
    RETURN judge_long_token(p_purpose, p_token, p_token_hash, p_owner, p_collections, false);
  END IF;
  judged.verdict := 'INVALID_TOKEN';
  SELECT * INTO token FROM tokens WHERE id = p_token AND purpose = p_purpose FOR UPDATE;
  IF token.id IS NULL OR (token.consumed_at IS NOT NULL AND NOT token.voided)
    OR (p_owner IS NOT NULL AND token.user_id IS DISTINCT FROM p_owner) THEN
    RETURN judged;
  END IF;
  judged.token := token;
  IF coalesce(CASE WHEN is_code THEN token.code_expires_at ELSE token.token_expires_at END <= now(), true) THEN
    judged.verdict := 'EXPIRED_TOKEN';
    RETURN judged;
  END IF;
  IF is_code THEN
    judged.verdict := 'TOO_MANY_ATTEMPTS';
    IF token.attempts >= token.max_attempts OR token.code_length IS NULL THEN
      RETURN judged;
    END IF;
    SELECT reserved.budgets, reserved.slots INTO judged.budgets, judged.slots FROM hold_guess(
      1, token.address_key, p_per_address, token.device_budget, p_per_device, p_networks, p_per_network,
      length_budget(token.code_length), p_length_guesses[token.code_length - 5]
    ) AS reserved;
    IF judged.slots IS NULL THEN
      RETURN judged;
    END IF;
    judged.verdict := 'WRONG';
  END IF;
  IF (is_code AND token.code_hash = ANY(p_code_hashes)) OR (NOT is_code AND token.approved) THEN
    judged.account := lock_account_of_token(token);
    IF NOT token.voided AND NOT is_void(token, judged.account) AND is_of_collection(token, p_collections) THEN
      judged.verdict := 'RIGHT';
    END IF;
  END IF;
  RETURN judged;
END $$;

-- Whether a token belongs to one of these collections; null allows any.
CREATE OR REPLACE FUNCTION is_of_collection(p_token tokens, p_collections text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_collections IS NULL OR p_token.collection = ANY(p_collections)
$$;

/*
 * Consumes a token that is right and admitted. Otherwise counts a wrong guess at a code; a right code that isn't
 * admitted counts as wrong. Returns the verdict for the caller.
 *
 * Whoever uses what a mail brought reads the mailbox: a bounced address is mailed again, and the token's mails are
 * given back to their buckets (null `p_refill_seconds`: mails aren't counted).
 */
CREATE OR REPLACE FUNCTION settle_token(
  p_judged judgement, p_admitted boolean, p_refill_seconds double precision
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  token tokens := p_judged.token;
BEGIN
  IF p_judged.verdict NOT IN ('RIGHT', 'WRONG') THEN
    RETURN p_judged.verdict;
  END IF;
  IF p_judged.verdict = 'RIGHT' AND p_admitted THEN
    UPDATE tokens SET consumed_at = now(), sealed = NULL WHERE id = token.id;
    IF token.mails_requested > 0 THEN
      PERFORM release_bounced_address(token.email);
      PERFORM give_back_mails(token, p_refill_seconds);
    END IF;
    RETURN 'GRANTED';
  END IF;
  IF p_judged.slots IS NOT NULL THEN
    UPDATE tokens SET attempts = attempts + 1 WHERE id = token.id;
    PERFORM spend_guess(p_judged.budgets, p_judged.slots);
  END IF;
  RETURN 'INVALID_TOKEN';
END $$;
