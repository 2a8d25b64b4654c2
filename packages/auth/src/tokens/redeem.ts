import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { describeDoor, type Door } from "./door.ts";

/*
 * The one statement by which a credential is used, whatever it grants.
 *
 * `token` locks the row (several, where a subject holds more than one live code), so parallel
 * guesses queue up and each judges the newest counter. `judged` gives each row one verdict, in the
 * contract's order: used, expired, too many attempts, wrong. `spent` counts a wrong guess and
 * `redeemed` consumes a right one; the caller's `grants` build on `redeemed`, so they happen exactly
 * when a row was consumed. Being one statement it is its own transaction: a refusal commits its
 * counter, a crash leaves all of it or nothing, and the only clock is the database's.
 */

export interface Grants {
  /** CTEs that read `token`, and a condition over them that must hold for the token to be consumed. */
  admission?: { ctes: RawBuilder<unknown>; condition: RawBuilder<unknown> };
  /** CTEs over `redeemed`, the consumed row. */
  ctes?: RawBuilder<unknown>;
  /** The columns that come back, read from `judged` with `joins`; null where nothing was granted. */
  columns: RawBuilder<unknown>;
  joins: RawBuilder<unknown>;
}

export type Redemption<Columns> =
  | ({ verdict: "GRANTED" } & Columns)
  | { verdict: "INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS" };

/** Judges a guess at `door` and, where it is right, consumes the token and runs `grants`. */
export async function redeem<Columns>(
  ctx: AuthContext,
  purpose: string,
  door: Door,
  grants: Grants,
): Promise<Redemption<Columns>> {
  const described = describeDoor(ctx, purpose, door);
  if (!described) return { verdict: "INVALID_TOKEN" };
  const { rows } = await sql<Redemption<Columns>>`
    WITH token AS MATERIALIZED (
      SELECT tokens.* FROM tokens
      WHERE ${described.finds} AND purpose = ${purpose} ORDER BY id FOR UPDATE
    ), ${grants.admission ? sql`${grants.admission.ctes}, ` : sql``}
    judged AS MATERIALIZED (
      SELECT token.id, token.created_at, CASE
        WHEN consumed_at IS NOT NULL THEN 'INVALID_TOKEN'
        WHEN ${described.expiresAt} <= now() THEN 'EXPIRED_TOKEN'
        WHEN ${described.spent} THEN 'TOO_MANY_ATTEMPTS'
        WHEN ${described.matches} AND ${grants.admission?.condition ?? sql`true`} THEN 'GRANTED'
        ELSE 'WRONG'
      END AS verdict
      FROM token
    ), spent AS (
      UPDATE tokens SET attempts = tokens.attempts + 1 FROM judged
      WHERE tokens.id = judged.id AND judged.verdict = 'WRONG' AND ${described.counts}
    ), redeemed AS (
      UPDATE tokens SET consumed_at = now(), sealed = NULL FROM judged
      WHERE tokens.id = judged.id AND judged.verdict = 'GRANTED'
      RETURNING tokens.*
    ) ${grants.ctes ? sql`, ${grants.ctes}` : sql``}
    SELECT replace(judged.verdict, 'WRONG', 'INVALID_TOKEN') AS verdict, ${grants.columns}
    FROM judged ${grants.joins}
    ORDER BY judged.verdict = 'GRANTED' DESC, judged.created_at DESC
    LIMIT 1`.execute(ctx.db);
  return rows[0] ?? { verdict: "INVALID_TOKEN" };
}
