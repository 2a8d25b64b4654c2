/*
 * What a call that may sign in returns: `verdict` GRANTED with the session and its account, or a refusal and nothing
 * else. NOTICE_WANTED: nothing was done, and the same call with a notice of the sign-in does it.
 */
CREATE TYPE signed_in AS (
  verdict text,
  session_id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz,
  last_seen_at timestamptz, user_agent text, ip text, place text, audience text,
  user_id uuid, email text, email_verified boolean, collection text, has_password boolean,
  user_created_at timestamptz
);
