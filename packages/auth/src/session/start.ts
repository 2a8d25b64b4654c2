import { type RawBuilder, sql } from "kysely";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { createSecret, hashSecret } from "../keys.ts";
import { slidingExpiry } from "./find.ts";

export interface SessionStart {
  client: Client;
  /** The secret that the caller came with: the session is renewed under a new one, or ended if it is another account's. */
  previousSecret: string | null;
}

export interface PreparedSession {
  secret: string;
  /** CTEs over `account`, ending in `session`. */
  ctes: RawBuilder<unknown>;
}

/** A new secret, and the CTEs that make it the secret of a session of `account`, just authenticated. */
export function prepareSession(
  ctx: AuthContext,
  { client, previousSecret }: SessionStart,
): PreparedSession {
  const secret = createSecret();
  const previous = previousSecret === null ? null : hashSecret(previousSecret);
  const absolute = sql`now() + make_interval(secs => ${ctx.policy.session.absoluteTtlSeconds})`;
  const expires = slidingExpiry(ctx.policy, absolute);
  const ctes = sql`
    renewed AS (
      UPDATE sessions SET
        secret_hash = ${hashSecret(secret)}, epoch = account.session_epoch,
        user_agent = ${client.userAgent}, ip = ${client.ip}, place = ${client.place},
        authenticated_at = now(), last_seen_at = now(),
        expires_at = ${expires}, absolute_expires_at = ${absolute}
      FROM account
      WHERE sessions.secret_hash = ${previous} AND sessions.user_id = account.id
        AND sessions.audience IS NULL
      RETURNING sessions.*
    ), replaced AS (
      DELETE FROM sessions USING account
      WHERE sessions.secret_hash = ${previous} AND sessions.user_id <> account.id
    ), started AS (
      INSERT INTO sessions
        (secret_hash, user_id, epoch, user_agent, ip, place, expires_at, absolute_expires_at)
      SELECT ${hashSecret(secret)}, account.id, account.session_epoch,
        ${client.userAgent}, ${client.ip}, ${client.place}, ${expires}, ${absolute}
      FROM account WHERE NOT EXISTS (SELECT FROM renewed)
      RETURNING sessions.*
    ), session AS (
      SELECT * FROM renewed UNION ALL SELECT * FROM started
    )`;
  return { secret, ctes };
}
