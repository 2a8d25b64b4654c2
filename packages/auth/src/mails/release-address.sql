-- Has an address mailed again that had bounced, since somebody just used it as theirs.
CREATE OR REPLACE FUNCTION release_address(p_email text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM suppressed_addresses WHERE email = p_email AND reason = 'bounce';
END $$;
