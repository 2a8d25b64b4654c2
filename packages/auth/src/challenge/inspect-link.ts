import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys.ts";
import { isVoid, knownAccount } from "../user/known-account.ts";
import { unsealChallenge } from "./challenge.ts";

export type LinkState =
  | {
      state: "live";
      collection: string;
      email: string;
      userId: string | null;
      expiresAt: string;
      next: string | null;
    }
  | { state: "used" | "expired" | "unknown" };

interface Row {
  id: string;
  collection: string;
  email: string;
  user_id: string | null;
  sealed: Buffer | null;
  token_expires_at: Date;
  state: "live" | "used" | "expired";
}

/**
 * What a mailed link would do, without doing it. `outlivesChanges`: whether it works after its
 * account's credentials changed.
 */
export async function inspectLink(
  ctx: AuthContext,
  purpose: string,
  token: string,
  outlivesChanges = false,
): Promise<LinkState> {
  const { rows } = await sql<Row>`
    WITH token AS (
      SELECT * FROM tokens WHERE token_hash = ${hashSecret(token)} AND purpose = ${purpose}
    ), ${knownAccount}
    SELECT token.id, token.collection, token.email, user_id, sealed, token_expires_at, CASE
      WHEN consumed_at IS NOT NULL THEN 'used'
      WHEN ${!outlivesChanges}::boolean AND ${isVoid} THEN 'used'
      WHEN token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END AS state
    FROM token LEFT JOIN known ON true`.execute(ctx.db);
  const row = rows[0];
  if (!row) return { state: "unknown" };
  if (row.state !== "live") return { state: row.state };
  const next = row.sealed && unsealChallenge(ctx, row.id, row.sealed)?.next;
  return {
    state: "live",
    collection: row.collection,
    email: row.email,
    userId: row.user_id,
    expiresAt: row.token_expires_at.toISOString(),
    next: next ?? null,
  };
}
