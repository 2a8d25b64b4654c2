import { sql } from "kysely";
import type { Policy } from "../policy.ts";

/**
 * Whether the address of `token` may have a session: its account isn't disabled or, where it has
 * none, its collection takes sign-ups. The account is locked, so what is judged is what is granted.
 */
export function admitAddress(policy: Policy) {
  const open = Object.entries(policy.collections)
    .filter(([, { signUp }]) => signUp)
    .map(([name]) => name);
  return {
    ctes: sql`known AS MATERIALIZED (
      SELECT users.id, users.disabled_at FROM token JOIN users USING (collection, email)
      FOR UPDATE OF users
    )`,
    condition: sql`CASE
      WHEN EXISTS (SELECT FROM known) THEN NOT EXISTS (SELECT FROM known WHERE disabled_at IS NOT NULL)
      ELSE collection = ANY(${open}::text[])
    END`,
  };
}

/**
 * CTE `account`: the account of the address that `redeemed` proves, made if there was none. The
 * first proof voids the password and the sessions of an unproven account, whoever made them.
 */
export const proveAddress = sql`account AS (
  INSERT INTO users AS known_user (collection, email, email_verified_at)
  SELECT collection, email, now() FROM redeemed
  ON CONFLICT (collection, email) DO UPDATE SET
    email_verified_at = coalesce(known_user.email_verified_at, now()),
    password_hash = CASE WHEN known_user.email_verified_at IS NOT NULL THEN known_user.password_hash END,
    session_epoch = known_user.session_epoch + (known_user.email_verified_at IS NULL)::int
  RETURNING known_user.*
)`;
