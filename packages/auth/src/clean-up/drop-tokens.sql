-- Deletes tokens a day after they expired: until then callers get EXPIRED_TOKEN. Returns whether there may be more.
CREATE OR REPLACE FUNCTION drop_tokens() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM tokens WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM tokens WHERE over_at < now() - interval '24 hours'
    ORDER BY over_at LIMIT 1000 FOR UPDATE SKIP LOCKED
  ));
  RETURN FOUND;
END $$;
