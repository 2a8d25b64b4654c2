-- Lifts the suppression of an address that bounced, because its owner has just used it.
CREATE OR REPLACE FUNCTION release_bounced_address(p_email text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM suppressed_addresses WHERE email = p_email AND reason = 'bounce';
END $$;
