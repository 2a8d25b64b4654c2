-- The live sessions of an account: the caller's own first, then those that were seen last. 400 is the most that an
-- account can have (`make_room_for_session`).
CREATE OR REPLACE FUNCTION list_sessions(p_user uuid, p_own uuid) RETURNS TABLE (
  session_id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz,
  last_seen_at timestamptz, user_agent text, ip text, place text, audience text, parent_id uuid
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT sessions.id, sessions.created_at, authenticated_at, expires_at, last_seen_at, user_agent, ip,
    place, audience, parent_id
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE users.id = p_user AND is_live(sessions, users)
  ORDER BY sessions.id = p_own DESC, last_seen_at DESC
  LIMIT 400;
END $$;

COMMENT ON FUNCTION list_sessions IS 'nullable: user_agent, ip, place, audience, parent_id';
