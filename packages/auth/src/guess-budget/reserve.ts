import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { lengthBudgetKey, lengthSlots } from "./room.ts";

/**
 * CTE `reserved` over `token`, what a code is held against: a slot for each of its rows (one, unless
 * `several`) in the budget of their address (or of the known device that asked, once the address's is
 * spent), of the client and of the codes' length. `(held).admitted` says whether all of them had one.
 */
export function reserveCodeGuess(
  ctx: AuthContext,
  client: Buffer | null,
  several: boolean,
): RawBuilder<unknown> {
  const live = sql`
    FROM token WHERE consumed_at IS NULL AND code_expires_at > now()
      AND attempts < max_attempts AND code_length IS NOT NULL`;
  const aimed = several
    ? sql`(
        SELECT (array_agg(budget))[1] AS budget, (array_agg(device_budget))[1] AS device_budget,
          min(code_length) AS code_length, count(*)::integer AS n ${live} HAVING count(*) > 0
      )`
    : sql`(SELECT budget, device_budget, code_length, 1 AS n ${live})`;
  return reserve(ctx, aimed, client, ctx.policy.guessBudget.perAddress);
}

/** CTE `reserved` for a password that an address is said to have: a budget apart from its codes'. */
export function reservePasswordGuess(
  ctx: AuthContext,
  budgets: { budget: Buffer; deviceBudget: Buffer | null; client: Buffer | null },
): RawBuilder<unknown> {
  const aimed = sql`(
    SELECT ${budgets.budget}::bytea AS budget, ${budgets.deviceBudget}::bytea AS device_budget,
      NULL::smallint AS code_length, 1 AS n
  )`;
  return reserve(ctx, aimed, budgets.client, ctx.policy.guessBudget.passwordsPerAddress);
}

/** CTE `failed` over `reserved`: a guess that was judged stays in its slots, if `condition`. */
export function spendGuess(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    failed AS (
      INSERT INTO spent_guesses (budget, slot, at)
      SELECT spent.budget, spent.slot, clock_timestamp()
      FROM reserved, unnest((held).budgets, (held).slots) AS spent (budget, slot)
      WHERE (held).admitted AND ${condition}
      ON CONFLICT (budget, slot) DO UPDATE SET at = excluded.at
      RETURNING budget, slot
    )`;
}

function reserve(
  ctx: AuthContext,
  aimed: RawBuilder<unknown>,
  client: Buffer | null,
  perAddress: number,
) {
  const { perDevice, perClient } = ctx.policy.guessBudget;
  const length = sql`code_length`;
  return sql`
    reserved AS MATERIALIZED (
      SELECT reserve_guess(
        n, budget, ${perAddress}, device_budget, ${perDevice}, ${client}::bytea, ${perClient},
        ${lengthBudgetKey(length)}, ${lengthSlots(ctx, length)}
      ) AS held FROM ${aimed} AS aimed
    )`;
}
