-- How many mails a bucket has left now.
CREATE OR REPLACE FUNCTION count_left(p_bucket bytea, p_burst integer, p_refill_seconds double precision)
RETURNS integer
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN greatest(0, p_burst - ceil(coalesce((
    SELECT greatest(0, extract(epoch FROM full_at - now())::double precision / p_refill_seconds)
    FROM buckets WHERE bucket = p_bucket
  ), 0))::integer);
END $$;

/*
 * How many mails an address may be sent now and, if none, when the next one may be. Pass no `p_mailbox_bucket` for an
 * account, which is mailed whatever its mailbox's other addresses were sent.
 */
CREATE OR REPLACE FUNCTION mail_standing(
  p_mail_bucket bytea, p_mailbox_bucket bytea, p_bursts integer[], p_refill_seconds double precision
) RETURNS TABLE (mails_left integer, next_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT standing.mails_left, CASE WHEN standing.mails_left = 0 THEN greatest(
    room_at(p_mail_bucket, p_bursts[1], p_refill_seconds),
    room_at(p_mailbox_bucket, p_bursts[2], p_refill_seconds)
  ) END
  FROM (SELECT least(
    count_left(p_mail_bucket, p_bursts[1], p_refill_seconds),
    count_left(p_mailbox_bucket, p_bursts[2], p_refill_seconds)
  )) AS standing (mails_left);
END $$;

COMMENT ON FUNCTION mail_standing IS 'nullable: mailbox_bucket, next_at';
