/*
 * Keeps an address from being mailed, from `p_at` on. After a bounce for a day: a wrong bounce mustn't keep anybody out
 * for longer, and an address that doesn't exist costs at most one bounce a day. After a complaint for 90 days.
 */
CREATE OR REPLACE FUNCTION suppress_address(p_email text, p_reason text, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO suppressed_addresses (email, reason, suppressed_until)
  VALUES (p_email, p_reason,
    least(p_at, now()) + CASE p_reason WHEN 'bounce' THEN interval '1 day' ELSE interval '90 days' END)
  ON CONFLICT (email, reason) DO UPDATE
    SET suppressed_until = greatest(suppressed_addresses.suppressed_until, excluded.suppressed_until);
END $$;

COMMENT ON FUNCTION suppress_address IS 'nullable: at';
