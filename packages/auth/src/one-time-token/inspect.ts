import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { isVoid, knownAccount } from "../user/known-account.ts";
import { PURPOSE } from "./generate.ts";
import { sourceIsLive } from "./source.ts";

export type OneTimeTokenLink =
  | { state: "live"; userId: string; email: string; expiresAt: string }
  | { state: "used" | "expired" | "unknown" };

interface Row {
  state: OneTimeTokenLink["state"];
  user_id: string;
  email: string;
  token_expires_at: Date;
}

/**
 * What a link with a one-time token would do, without doing it. `unknown` also for an app's, and
 * where the session that it came from has ended.
 */
export async function inspectOneTimeToken(
  ctx: AuthContext,
  token: string,
): Promise<OneTimeTokenLink> {
  const { rows } = await sql<Row>`
    WITH token AS (
      SELECT * FROM tokens
      WHERE token_hash = ${await ctx.oneTimeTokens.keep(token)}
        AND purpose = ${PURPOSE} AND audience IS NULL
    ), ${knownAccount}
    SELECT known.id AS user_id, known.email, token.token_expires_at, CASE
      WHEN token.consumed_at IS NOT NULL THEN 'used'
      WHEN ${isVoid} OR NOT ${sourceIsLive} THEN 'unknown'
      WHEN token.token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END AS state
    FROM token CROSS JOIN known`.execute(ctx.db);
  const row = rows[0];
  if (!row) return { state: "unknown" };
  const { state, user_id: userId, email } = row;
  if (state !== "live") return { state };
  return { state, userId, email, expiresAt: row.token_expires_at.toISOString() };
}
