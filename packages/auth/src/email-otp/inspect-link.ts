import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys.ts";
import { PURPOSE, unsealEmailOtp } from "./challenge.ts";

export type LinkState =
  | { state: "live"; email: string; next: string | null }
  | { state: "used" | "expired" | "unknown" };

interface Row {
  id: string;
  email: string;
  sealed: Buffer | null;
  state: "live" | "used" | "expired";
}

/** What a sign-in link would do, without doing it. */
export async function inspectEmailOtpLink(ctx: AuthContext, token: string): Promise<LinkState> {
  const { rows } = await sql<Row>`
    SELECT id, email, sealed, CASE
      WHEN consumed_at IS NOT NULL THEN 'used'
      WHEN token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END AS state
    FROM tokens WHERE token_hash = ${hashSecret(token)} AND purpose = ${PURPOSE}`.execute(ctx.db);
  const row = rows[0];
  if (!row) return { state: "unknown" };
  if (row.state !== "live") return { state: row.state };
  const next = row.sealed && unsealEmailOtp(ctx, row.id, row.sealed)?.next;
  return { state: "live", email: row.email, next: next ?? null };
}
