/*
 * The buckets that mails are taken from (`mail-bucket.ts` says why). `p_bursts`: how many the bucket of the address, of
 * the mailbox and of the known device hold, null if mails aren't counted; one of each comes back every
 * `p_refill_seconds`.
 */

/*
 * Takes one mail from a bucket if it has one left. Concurrent calls wait for each other on the row; an empty bucket is
 * left as it is. The time is read once the row is locked: a call that waited would otherwise see that others took from
 * the bucket after its own start. The rest of a call uses its start, which is earlier, so a mail that is promised for a
 * time can be taken from that time on.
 */
CREATE OR REPLACE FUNCTION take_one(p_bucket bytea, p_burst integer, p_refill_seconds double precision)
RETURNS boolean
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  one interval := make_interval(secs => p_refill_seconds);
BEGIN
  INSERT INTO buckets (bucket, full_at) VALUES (p_bucket, clock_timestamp() + one)
  ON CONFLICT (bucket) DO UPDATE SET full_at = greatest(buckets.full_at, clock_timestamp()) + one
    WHERE greatest(buckets.full_at, clock_timestamp()) + one <= clock_timestamp() + p_burst * one;
  RETURN FOUND;
END $$;

/*
 * Takes a token's next mail from the buckets of its address and its mailbox, or else from the known device's.
 * `if_known`: the mailbox's bucket was empty, so the mail is sent only if the address has an account.
 */
CREATE OR REPLACE FUNCTION take_mail(
  p_token tokens, p_bursts integer[], p_refill_seconds double precision,
  OUT allowed boolean, OUT taken_from bytea, OUT if_known boolean
)
LANGUAGE plpgsql AS $$
BEGIN
  allowed := true;
  if_known := false;
  IF p_bursts IS NULL OR p_token.mail_bucket IS NULL THEN
    RETURN;
  END IF;
  IF take_one(p_token.mail_bucket, p_bursts[1], p_refill_seconds) THEN
    taken_from := p_token.mail_bucket;
    IF p_token.mailbox_bucket IS NOT NULL THEN
      if_known := NOT take_one(p_token.mailbox_bucket, p_bursts[2], p_refill_seconds)
        AND p_token.device_mail_bucket IS NULL;
    END IF;
  ELSIF p_token.device_mail_bucket IS NOT NULL
    AND take_one(p_token.device_mail_bucket, p_bursts[3], p_refill_seconds) THEN
    taken_from := p_token.device_mail_bucket;
  ELSE
    allowed := false;
  END IF;
END $$;

-- When a bucket next has a mail left.
CREATE OR REPLACE FUNCTION room_at(p_bucket bytea, p_burst integer, p_refill_seconds double precision)
RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN greatest(now(), (
    SELECT full_at - make_interval(secs => (p_burst - 1) * p_refill_seconds)
    FROM buckets WHERE bucket = p_bucket
  ));
END $$;

-- When another mail of a token may be sent, unless another requester takes it first.
CREATE OR REPLACE FUNCTION next_mail_at(
  p_token tokens, p_bursts integer[], p_refill_seconds double precision
) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN p_bursts IS NULL THEN now()
    WHEN p_token.device_mail_bucket IS NULL THEN greatest(
      room_at(p_token.mail_bucket, p_bursts[1], p_refill_seconds),
      room_at(p_token.mailbox_bucket, p_bursts[2], p_refill_seconds)
    )
    ELSE least(
      room_at(p_token.mail_bucket, p_bursts[1], p_refill_seconds),
      room_at(p_token.device_mail_bucket, p_bursts[3], p_refill_seconds)
    )
  END
$$;

/*
 * Gives the mails of a token back to the buckets that they were taken from, up to what each can hold. Locks them in the
 * order in which a request does.
 */
CREATE OR REPLACE FUNCTION give_back_mails(p_token tokens, p_refill_seconds double precision) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  one interval := make_interval(secs => p_refill_seconds);
  of_address integer;
  of_mailbox integer;
  of_device integer;
BEGIN
  IF p_refill_seconds IS NULL THEN
    RETURN;
  END IF;
  SELECT count(*) FILTER (WHERE taken_from = p_token.mail_bucket),
    count(*) FILTER (WHERE taken_from = p_token.mail_bucket AND NOT if_known),
    count(*) FILTER (WHERE taken_from <> p_token.mail_bucket)
  INTO of_address, of_mailbox, of_device FROM mails WHERE token_id = p_token.id;
  IF of_address > 0 THEN
    UPDATE buckets SET full_at = full_at - of_address * one WHERE bucket = p_token.mail_bucket;
  END IF;
  IF of_mailbox > 0 THEN
    UPDATE buckets SET full_at = full_at - of_mailbox * one WHERE bucket = p_token.mailbox_bucket;
  END IF;
  IF of_device > 0 THEN
    UPDATE buckets SET full_at = full_at - of_device * one WHERE bucket = p_token.device_mail_bucket;
  END IF;
END $$;
