-- Has an address mailed again that had bounced, since somebody just used it as theirs.
CREATE OR REPLACE FUNCTION release_address(p_email text) RETURNS void
LANGUAGE sql AS $$
  DELETE FROM suppressed_addresses WHERE email = p_email AND reason = 'bounce'
$$;
