/*
 * Leases at most `p_limit` due mails to `p_lease`: either notices, or mails that somebody is waiting for. Mails for
 * known devices go first, within their share. All are ordered by turn, and within a turn by how long they have been
 * due. Mails that another mailer is claiming are skipped. Mails that are out of date are marked as expired and
 * recorded. They are returned too, so that the caller knows whether more may follow.
 *
 * All mailers together send at most `p_per_minute` mails in a minute; null for no limit. Each takes a slot
 * (`mail_slots`), free again a minute after it was used. Mailers that want one at the same time skip each other's
 * instead of waiting. Notices leave the first `p_reserved` slots to other mails. Networks that already had mails queued
 * share `p_evenly` slots every `p_even_seconds`, and `p_uncrowded` slots are kept for networks that had none, so that a
 * burst from one network can't use up the minute.
 *
 * At most `p_budget` requested mails leave in `p_budget_seconds`, counted in the bucket `p_budget_bucket` on their
 * first try; null for no limit. Mails for known devices (priority 0) have an additional share, `p_known_budget`, in a
 * bucket of its own. Anybody can make devices known, so beyond that share they wait and count like those for strangers.
 */
CREATE OR REPLACE FUNCTION claim_mails(
  p_lease uuid, p_notices boolean, p_limit integer,
  p_per_minute integer, p_reserved integer, p_evenly integer, p_even_seconds double precision, p_uncrowded integer,
  p_budget_bucket bytea, p_budget integer, p_known_bucket bytea, p_known_budget integer,
  p_budget_seconds double precision
) RETURNS TABLE (
  id uuid, state text, kind text, token_id uuid, tries smallint, rendition bytea, lives_ms double precision
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  minute_ago timestamptz := now() - interval '1 minute';
  -- How many requested mails may still leave; null for no limit.
  room integer;
  known_room integer;
  claimed mails[];
BEGIN
  IF p_budget IS NOT NULL AND NOT p_notices THEN
    -- One mailer at a time takes from the budget, or each would take all that is left.
    PERFORM pg_advisory_xact_lock(hashtextextended(p_budget_bucket::text, 0));
    room := mail_budget_room(p_budget_bucket, p_budget, p_budget_seconds);
    known_room := mail_budget_room(p_known_bucket, p_known_budget, p_budget_seconds);
  END IF;
  WITH first AS MATERIALIZED (
    SELECT id, turn, run_at, tries = 0 AND rendition IS NULL AS is_new, mail_ends_at(mails) > now() AS alive
    FROM mails
    WHERE state IN ('queued', 'sending') AND run_at <= now() AND priority = CASE WHEN p_notices THEN 10 ELSE 0 END
    ORDER BY turn, run_at LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), by_share AS MATERIALIZED (
    SELECT id FROM (
      SELECT id, count(*) FILTER (WHERE alive) OVER (ORDER BY turn, run_at, id) AS place FROM first
    ) AS placed
    WHERE p_notices OR known_room IS NULL OR place <= known_room
  ), others AS MATERIALIZED (
    SELECT id, turn, run_at, tries = 0 AND rendition IS NULL AS is_new, mail_ends_at(mails) > now() AS alive
    FROM mails
    WHERE state IN ('queued', 'sending') AND run_at <= now() AND priority = 1 AND NOT p_notices
    ORDER BY turn, run_at LIMIT p_limit - (SELECT count(*) FROM by_share) FOR UPDATE SKIP LOCKED
  ), due AS MATERIALIZED (
    SELECT locked.*, turn >= 1000 AS in_crowd, by_share.id IS NULL AS of_stranger
    FROM (SELECT * FROM first UNION ALL SELECT * FROM others) AS locked LEFT JOIN by_share USING (id)
    ORDER BY of_stranger, turn, run_at, id LIMIT p_limit
  ), free_slots AS MATERIALIZED (
    SELECT number, used_at FROM mail_slots
    WHERE used_at <= minute_ago AND number > p_reserved AND number <= p_per_minute
    ORDER BY used_at LIMIT (SELECT count(*) FROM due WHERE alive) FOR UPDATE SKIP LOCKED
  ), slots AS MATERIALIZED (
    SELECT (SELECT count(*) FROM free_slots) AS free, least(
      p_evenly - (SELECT count(*) FROM mail_slots
        WHERE used_at > now() - make_interval(secs => p_even_seconds) AND number <= p_per_minute),
      (SELECT count(*) FROM mail_slots WHERE used_at <= minute_ago AND number <= p_per_minute) - p_uncrowded
    ) AS for_crowd
    WHERE p_per_minute IS NOT NULL
  ), ranked AS (
    SELECT id, alive, is_new, of_stranger,
      count(*) FILTER (WHERE alive) OVER places AS place,
      CASE WHEN of_stranger THEN count(*) FILTER (WHERE alive AND of_stranger) OVER places END AS place_of_stranger,
      CASE WHEN in_crowd THEN count(*) FILTER (WHERE alive AND in_crowd) OVER places END AS place_in_crowd
    FROM due WINDOW places AS (ORDER BY of_stranger, turn, run_at, id)
  ), chosen AS MATERIALIZED (
    SELECT ranked.* FROM ranked LEFT JOIN slots ON true
    WHERE NOT alive OR (
      (free IS NULL OR place <= free) AND (for_crowd IS NULL OR place_in_crowd IS NULL OR place_in_crowd <= for_crowd)
      AND (room IS NULL OR place_of_stranger IS NULL OR place_of_stranger <= room)
    )
  ), slots_used AS (
    UPDATE mail_slots SET used_at = now() WHERE number IN (
      SELECT number FROM free_slots ORDER BY used_at LIMIT (SELECT count(*) FROM chosen WHERE alive)
    )
  ), budget_used AS (
    INSERT INTO buckets (bucket, full_at)
    SELECT bucket, now() + count(*) * make_interval(secs => p_budget_seconds / budget)
    FROM chosen JOIN (VALUES (true, p_budget_bucket, p_budget), (false, p_known_bucket, p_known_budget))
      AS counted (of_stranger, bucket, budget) USING (of_stranger)
    WHERE alive AND is_new AND NOT p_notices AND p_budget IS NOT NULL
    GROUP BY bucket, budget ORDER BY bucket
    ON CONFLICT (bucket) DO UPDATE SET full_at = greatest(buckets.full_at, now()) + (excluded.full_at - now())
  ), moved AS (
    UPDATE mails SET
      state = CASE WHEN choice.alive THEN 'sending' ELSE 'expired' END, run_at = now() + mail_lease(), lease = p_lease,
      settled_at = CASE WHEN NOT choice.alive THEN now() END,
      rendition = CASE WHEN choice.alive THEN rendition END, sealed = CASE WHEN choice.alive THEN sealed END
    FROM chosen AS choice
    -- An array of ids is looked up by index, however many rows a generic plan expects.
    WHERE mails.id = ANY(ARRAY(SELECT id FROM chosen)) AND mails.id = choice.id
    RETURNING mails AS mail
  )
  SELECT array_agg(mail) INTO claimed FROM moved;
  PERFORM record_mails(array_agg(mail)) FROM unnest(claimed) AS mail WHERE mail.state = 'expired';
  RETURN QUERY
    SELECT mail.id, mail.state, mail.kind, mail.token_id, mail.tries, mail.rendition, mail_lives_ms(mail)
    FROM unnest(claimed) AS mail ORDER BY mail.priority, mail.turn, mail.created_at;
END $$;

COMMENT ON FUNCTION claim_mails IS 'nullable: per_minute, budget, known_budget, budget_seconds, token_id, rendition';
