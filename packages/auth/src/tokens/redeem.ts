import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import type { Client } from "../client.ts";
import { clientBudgets } from "../guess-budget/budgets.ts";
import { reserveCodeGuess, spendGuess } from "../guess-budget/reserve.ts";
import { giveBackMails } from "../rate-limit/mail-bucket.ts";
import { releaseOwned } from "../delivery/suppression.ts";
import { isVoid, lockedKnownAccount } from "../user/known-account.ts";
import { UNIQUE_VIOLATION } from "../unique-violation.ts";
import { describeDoor, type Door } from "./door.ts";

/*
 * The one statement by which a credential is used, whatever it grants.
 *
 * `token` locks the row (several, where a subject holds more than one live code), so parallel
 * guesses queue up and each judges the newest counter. `reserved` holds a slot in each guess budget
 * that a code's guess counts in, and without one nothing is judged. `known` locks the account it is
 * about: what a credential change voided is void from the moment that change commits. `judged` gives
 * each row one verdict, in the contract's order: used or void, expired, too many attempts, wrong.
 * `spent` and `failed` count a wrong guess, and `spent` consumes a right one: that is `redeemed`, on which the
 * caller's grants build, so they happen exactly when a row was consumed. Its mail has arrived, so `reached` has the
 * address mailed again if it wasn't, and its mails no longer count in their buckets. Being one statement it is its own transaction: a refusal commits
 * its counter, a crash leaves all of it or nothing, and the only clock is the database's.
 * Locks are taken in this order, the token's, the account's and the buckets'. Going back to an earlier address
 * alone ends further tokens after it: should two of these wait in a circle, Postgres breaks it and one
 * caller is told UNAVAILABLE.
 */

export interface Redeeming {
  purpose: string;
  door: Door;
  /** Who guesses; null for server code, which has no budget of its own. */
  client?: Client | null;
  /** The account that it must belong to: another's isn't found, and a guess at it costs nothing. */
  ownerId?: string;
  /** A condition over `token` and `known` that must hold too, or the guess counts as a wrong one. */
  admission?: RawBuilder<unknown>;
  /** CTEs over `redeemed`, the consumed row. */
  grants?: RawBuilder<unknown>;
  /** The columns that come back, read from `judged` with `joins`. */
  columns: RawBuilder<unknown>;
  joins: RawBuilder<unknown>;
  /** False to judge without consuming: a wrong guess is counted all the same. */
  consumes?: boolean;
  /** Whether it works after its account's credentials changed. */
  outlivesChanges?: boolean;
}

export type Redemption<Columns> =
  | ({ verdict: "GRANTED" } & Columns)
  | { verdict: "INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS" };

/** Somebody took the address, or ended the session that is handed over, while this waited. */
const LOST_RACES: ReadonlySet<string | undefined> = new Set([UNIQUE_VIOLATION, "23503"]);

/** Whether the guess was judged and no row was the right one. */
const WRONG = sql`(
  EXISTS (SELECT FROM judged WHERE verdict = 'WRONG')
  AND NOT EXISTS (SELECT FROM judged WHERE verdict = 'GRANTED')
)`;

/** The hash of the address that `redeemed` proves, as `addressBudget` names it; for grants. */
export const redeemedAddress = sql`(SELECT budget FROM redeemed)`;

/** Judges a guess and, where it is right, consumes the token and runs the grants. */
export async function redeem<Columns>(
  ctx: AuthContext,
  redeeming: Redeeming,
): Promise<Redemption<Columns>> {
  const door = describeDoor(ctx, redeeming.purpose, redeeming.door);
  if (!door) return { verdict: "INVALID_TOKEN" };
  const {
    purpose,
    ownerId = null,
    admission = sql`true`,
    grants,
    consumes = true,
    outlivesChanges = false,
    client = null,
  } = redeeming;
  const spends = [...(consumes ? ["GRANTED"] : []), ...(door.counts ? ["WRONG"] : [])];
  const networks = door.counts ? await clientBudgets(ctx, client) : [];
  const admitted = door.counts ? sql`(SELECT (held).admitted FROM reserved)` : sql`true`;
  const statement = sql<Redemption<Columns>>`
    WITH token AS MATERIALIZED (
      SELECT tokens.* FROM tokens
      WHERE ${door.finds} AND purpose = ${purpose}
        ${ownerId === null ? sql`` : sql`AND user_id = ${ownerId}`}
      ${door.findsSeveral ? sql`ORDER BY id` : sql``} FOR UPDATE
    ), ${door.counts ? sql`${reserveCodeGuess(ctx, networks, door.findsSeveral)},` : sql``}
    ${lockedKnownAccount}, judged AS MATERIALIZED (
      SELECT token.id, token.created_at, token.email, CASE
        WHEN consumed_at IS NOT NULL THEN 'INVALID_TOKEN'
        WHEN ${!outlivesChanges}::boolean AND ${isVoid} THEN 'INVALID_TOKEN'
        WHEN ${door.expiresAt} <= now() THEN 'EXPIRED_TOKEN'
        WHEN ${door.spent} THEN 'TOO_MANY_ATTEMPTS'
        WHEN ${door.counts}::boolean AND NOT ${admitted} THEN 'TOO_MANY_ATTEMPTS'
        WHEN ${door.matches} AND ${admission} THEN 'GRANTED'
        ELSE 'WRONG'
      END AS verdict
      FROM token LEFT JOIN known ON true
    ), ${door.counts ? sql`${spendGuess(WRONG)},` : sql``} spent AS (
      UPDATE tokens SET
        attempts = tokens.attempts + (judged.verdict = 'WRONG')::integer,
        consumed_at = CASE judged.verdict WHEN 'GRANTED' THEN now() END,
        sealed = CASE judged.verdict WHEN 'WRONG' THEN tokens.sealed END
      FROM judged WHERE tokens.id = judged.id AND judged.verdict = ANY(${spends}::text[])
      RETURNING tokens.*
    ), redeemed AS (SELECT * FROM spent WHERE consumed_at IS NOT NULL), ${releaseOwned(sql`redeemed`)}, ${giveBackMails(ctx)}
    ${grants ? sql`, ${grants}` : sql``}
    SELECT replace(judged.verdict, 'WRONG', 'INVALID_TOKEN') AS verdict, ${redeeming.columns}
    FROM judged ${redeeming.joins}
    ${door.findsSeveral ? sql`ORDER BY judged.verdict = 'GRANTED' DESC, judged.created_at DESC LIMIT 1` : sql``}`;
  try {
    const { rows } = await statement.execute(ctx.db);
    return rows[0] ?? { verdict: "INVALID_TOKEN" };
  } catch (error) {
    if (LOST_RACES.has((error as { code?: string }).code)) return { verdict: "INVALID_TOKEN" };
    throw error;
  }
}

/**
 * Judges a guess without using the token up, for what must be known before it is: that a password
 * is worth hashing, and for whom. Says which address the token proves.
 */
export function probe(
  ctx: AuthContext,
  redeeming: Pick<Redeeming, "purpose" | "door" | "client" | "ownerId" | "admission">,
): Promise<Redemption<{ email: string }>> {
  return redeem(ctx, { ...redeeming, consumes: false, columns: sql`judged.email`, joins: sql`` });
}
