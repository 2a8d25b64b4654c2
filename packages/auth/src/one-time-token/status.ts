import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import type { SignedIn } from "../session/signed-in.ts";
import { isVoid, knownAccount } from "../user/known-account.ts";
import { PURPOSE } from "./generate.ts";

export interface OneTimeTokenStatus {
  state: "waiting" | "taken" | "expired";
  expiresAt: string;
  /** The session that it was redeemed for, while that one lasts. */
  takenBy: string | null;
}

export type StatusResult = { ok: true; status: OneTimeTokenStatus } | Refusal<"INVALID_TOKEN">;

interface Row {
  state: OneTimeTokenStatus["state"];
  token_expires_at: Date;
  taken_by: string | null;
}

/**
 * How a token stands that the caller's own session made. `expired` also where a change of credentials
 * voided it; `INVALID_TOKEN` for any other token.
 */
export async function oneTimeTokenStatus(
  ctx: AuthContext,
  { session }: SignedIn,
  token: string,
): Promise<StatusResult> {
  // One statement used the token and started the session: their times are the same.
  const { rows } = await sql<Row>`
    WITH token AS (
      SELECT * FROM tokens
      WHERE token_hash = ${await ctx.oneTimeTokens.keep(token)}
        AND purpose = ${PURPOSE} AND session_id = ${session.id}
    ), ${knownAccount}
    SELECT token_expires_at, CASE
      WHEN consumed_at IS NOT NULL THEN 'taken'
      WHEN ${isVoid} OR token_expires_at <= now() THEN 'expired'
      ELSE 'waiting'
    END AS state, (
      SELECT child.id FROM sessions AS child
      WHERE child.parent_id = token.session_id AND child.created_at = token.consumed_at
      LIMIT 1
    ) AS taken_by
    FROM token LEFT JOIN known ON true`.execute(ctx.db);
  const row = rows[0];
  if (!row) return refuse("INVALID_TOKEN");
  const { state, token_expires_at, taken_by } = row;
  return {
    ok: true,
    status: { state, expiresAt: token_expires_at.toISOString(), takenBy: taken_by },
  };
}
