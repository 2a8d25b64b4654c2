-- Ends every token of one purpose that an account holds, locked in the order in which a guess at several locks them.
CREATE OR REPLACE FUNCTION end_account_tokens(p_purpose text, p_user uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM tokens WHERE id = ANY(ARRAY(
    SELECT id FROM tokens WHERE user_id = p_user AND purpose = p_purpose ORDER BY id FOR UPDATE
  ));
END $$;
