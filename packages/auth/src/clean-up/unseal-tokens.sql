/*
 * Clears the sealed data of expired tokens, the oldest first. Returns whether there may be more. A mark ensures that
 * each token is looked at only once: an index of sealed data would have to be updated whenever a token is used. Tokens
 * are locked in the order in which redemptions lock them.
 */
CREATE OR REPLACE FUNCTION unseal_tokens() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  mark timestamptz;
  seen record;
BEGIN
  SELECT done_until INTO mark FROM chores WHERE name = 'unseal' FOR UPDATE SKIP LOCKED;
  SELECT array_agg(id) AS ids, max(over_at) AS until INTO seen FROM (
    SELECT id, over_at FROM tokens
    WHERE over_at > mark AND over_at <= now() ORDER BY over_at FETCH FIRST 1000 ROWS WITH TIES
  ) AS over;
  IF seen.ids IS NULL THEN
    RETURN false;
  END IF;
  PERFORM FROM tokens WHERE id = ANY(seen.ids) AND sealed IS NOT NULL ORDER BY id FOR UPDATE;
  UPDATE tokens SET sealed = NULL WHERE id = ANY(seen.ids) AND sealed IS NOT NULL;
  UPDATE chores SET done_until = seen.until WHERE name = 'unseal';
  RETURN true;
END $$;
