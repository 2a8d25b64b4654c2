-- The apps that an account goes on to without being asked, the newest consent first.
CREATE OR REPLACE FUNCTION list_consents(p_user uuid) RETURNS TABLE (app text, given_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT app, given_at FROM consents WHERE user_id = p_user ORDER BY given_at DESC, app;
END $$;
