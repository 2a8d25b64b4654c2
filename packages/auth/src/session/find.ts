import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys.ts";
import type { Policy } from "../policy.ts";
import {
  isLive,
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "./signed-in.ts";

/**
 * The live session with this secret, or null. One statement; at most once a minute a second one
 * notes that it was seen and slides its expiry, up to the absolute one.
 */
export async function findSession(ctx: AuthContext, secret: string): Promise<SignedIn | null> {
  const { rows } = await sql<SignedInRow & { stale: boolean }>`
    SELECT ${signedInColumns}, session.last_seen_at < now() - interval '1 minute' AS stale
    FROM sessions AS session JOIN users AS account ON account.id = session.user_id
    WHERE session.secret_hash = ${hashSecret(secret)} AND ${isLive}`.execute(ctx.db);
  const row = rows[0];
  if (!row) return null;
  return toSignedIn(row.stale ? { ...row, ...(await touch(ctx, row.session_id)) } : row);
}

/** When a session that is used now expires, in SQL. */
export function slidingExpiry(policy: Policy, absolute: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`least(now() + make_interval(secs => ${policy.session.ttlSeconds}), ${absolute})`;
}

async function touch(ctx: AuthContext, sessionId: string) {
  const { rows } = await sql<{ last_seen_at: Date; expires_at: Date }>`
    UPDATE sessions SET
      last_seen_at = now(),
      expires_at = ${slidingExpiry(ctx.policy, sql`absolute_expires_at`)}
    WHERE id = ${sessionId} AND last_seen_at < now() - interval '1 minute'
    RETURNING last_seen_at, expires_at`.execute(ctx.db);
  return rows[0];
}
