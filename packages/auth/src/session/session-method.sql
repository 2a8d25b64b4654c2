-- How somebody authenticated for a session, as RFC 8176 names it; null if that isn't known.
CREATE OR REPLACE FUNCTION session_method(p_session uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  RETURN method FROM sessions WHERE id = p_session;
END $$;

COMMENT ON FUNCTION session_method IS 'nullable: session_method';
