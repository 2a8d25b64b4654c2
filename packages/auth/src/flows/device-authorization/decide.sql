/*
 * Decides on a device's request, once, in a live session: approves it with `p_sealed`, the one-time token that the
 * device may redeem, or declines it with null. False if it was decided before, has expired, or the session has ended.
 */
CREATE OR REPLACE FUNCTION decide_device_authorization(p_id uuid, p_user uuid, p_session uuid, p_sealed bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE device_authorizations SET
    user_code_hash = NULL, sealed = p_sealed,
    decision = CASE WHEN p_sealed IS NULL THEN 'declined' ELSE 'approved' END
  WHERE id = p_id AND decision IS NULL AND expires_at > now() AND is_live_session(p_session, p_user);
  RETURN FOUND;
END $$;

COMMENT ON FUNCTION decide_device_authorization IS 'nullable: sealed';
