/*
 * Take away what is over of tokens and sessions: a batch each, of the oldest. They answer whether there may be more.
 */

/*
 * Clears what tokens that are over had sealed. Each is looked at once, up to a mark: an index of what is sealed
 * would have to be written whenever one is used. Locked in the order in which redemptions lock.
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
