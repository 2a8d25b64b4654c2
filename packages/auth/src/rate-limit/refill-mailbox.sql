/*
 * Allows an address one more mail: gives one back to its bucket and to its mailbox's, up to what each can hold.
 * Afterwards an empty bucket has one, even if an earlier policy allowed more mails. Returns false if both were full.
 * Pass no `p_mailbox_bucket` for callers who may not act on other collections, which share it. Buckets are locked in
 * the order in which a request locks them.
 */
CREATE OR REPLACE FUNCTION refill_mailbox(
  p_mail_bucket bytea, p_mailbox_bucket bytea, p_bursts integer[], p_refill_seconds double precision
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  one interval := make_interval(secs => p_refill_seconds);
  refilled boolean;
BEGIN
  UPDATE buckets SET full_at = least(full_at, now() + p_bursts[1] * one) - one
  WHERE bucket = p_mail_bucket AND full_at > now();
  refilled := FOUND;
  UPDATE buckets SET full_at = least(full_at, now() + p_bursts[2] * one) - one
  WHERE bucket = p_mailbox_bucket AND full_at > now();
  RETURN refilled OR FOUND;
END $$;

COMMENT ON FUNCTION refill_mailbox IS 'nullable: mailbox_bucket';
