import type { Locale } from "@watchword/db/locale";
import { type RawBuilder, sql } from "kysely";

/**
 * CTE `account`: the account of the address that `redeemed` proves, made if there was none. The
 * first proof voids the password, sessions and tokens of an unproven account, whoever made them. It
 * remembers `locale`, where the proof came with one.
 */
export function proveAddress(locale: Locale | null): RawBuilder<unknown> {
  return sql`account AS (
    INSERT INTO users AS known_user (collection, email, email_verified_at, locale)
    SELECT collection, email, now(), ${locale} FROM redeemed
    ON CONFLICT (collection, email) DO UPDATE SET
      email_verified_at = coalesce(known_user.email_verified_at, now()),
      password_hash = CASE WHEN known_user.email_verified_at IS NOT NULL THEN known_user.password_hash END,
      session_epoch = known_user.session_epoch + (known_user.email_verified_at IS NULL)::int,
      tokens_void_until =
        CASE WHEN known_user.email_verified_at IS NULL THEN clock_timestamp() ELSE known_user.tokens_void_until END,
      locale = coalesce(excluded.locale, known_user.locale)
    RETURNING known_user.*
  )`;
}
