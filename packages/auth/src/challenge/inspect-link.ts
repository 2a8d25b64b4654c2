import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys.ts";
import { unsealChallenge } from "./challenge.ts";

export type LinkState =
  | { state: "live"; email: string; next: string | null }
  | { state: "used" | "expired" | "unknown" };

interface Row {
  id: string;
  email: string;
  sealed: Buffer | null;
  state: "live" | "used" | "expired";
}

/** What the link of a challenge would do, without doing it. */
export async function inspectLink(
  ctx: AuthContext,
  purpose: string,
  token: string,
): Promise<LinkState> {
  const { rows } = await sql<Row>`
    SELECT id, email, sealed, CASE
      WHEN consumed_at IS NOT NULL THEN 'used'
      WHEN token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END AS state
    FROM tokens WHERE token_hash = ${hashSecret(token)} AND purpose = ${purpose}`.execute(ctx.db);
  const row = rows[0];
  if (!row) return { state: "unknown" };
  if (row.state !== "live") return { state: row.state };
  const next = row.sealed && unsealChallenge(ctx, row.id, row.sealed)?.next;
  return { state: "live", email: row.email, next: next ?? null };
}
