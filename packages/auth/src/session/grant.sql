-- What a caller gets who has just signed in.
CREATE OR REPLACE FUNCTION grant_session(p_session sessions, p_account users) RETURNS signed_in
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ROW(
    'GRANTED', p_session.id, p_session.created_at, p_session.authenticated_at, p_session.expires_at,
    p_session.last_seen_at, p_session.user_agent, p_session.ip, p_session.place, p_session.audience,
    p_account.id, p_account.email, p_account.email_verified_at IS NOT NULL, p_account.collection,
    p_account.password_hash IS NOT NULL, p_account.created_at
  )::signed_in;
END $$;

-- What a caller gets who is refused.
CREATE OR REPLACE FUNCTION refuse_session(p_verdict text) RETURNS signed_in
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  refused signed_in;
BEGIN
  refused.verdict := p_verdict;
  RETURN refused;
END $$;
