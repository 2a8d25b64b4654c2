-- An account as the product shows it, and since when it has been disabled.
CREATE TYPE account AS (
  user_id uuid, email text, email_verified boolean, collection text, has_password boolean,
  user_created_at timestamptz, disabled_at timestamptz
);
