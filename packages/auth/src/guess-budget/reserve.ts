import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { lengthBudgetKey, lengthSlots } from "./room.ts";

/**
 * CTE `reserved` over `found`, the rows that a code is held against: a slot for each row in the budget of
 * their address (or of the known device that asked, once the address's is spent), of the client and of
 * the codes' length. `admitted` says whether all of them had one.
 */
export function reserveCodeGuess(ctx: AuthContext, client: Buffer | null): RawBuilder<unknown> {
  const length = sql`min(code_length)`;
  const aimed = sql`
    SELECT (array_agg(budget))[1] AS budget, (array_agg(device_budget))[1] AS device_budget,
      ${client}::bytea AS client_budget, ${lengthBudgetKey(length)} AS length_budget,
      ${lengthSlots(ctx, length)} AS length_slots, count(*)::integer AS n
    FROM found
    WHERE consumed_at IS NULL AND code_expires_at > now()
      AND attempts < max_attempts AND code_length IS NOT NULL
    HAVING count(*) > 0`;
  return reserve(ctx, aimed, ctx.policy.guessBudget.perAddress);
}

/** CTE `reserved` for a password that an address is said to have: a budget apart from its codes'. */
export function reservePasswordGuess(
  ctx: AuthContext,
  budgets: { budget: Buffer; deviceBudget: Buffer | null; client: Buffer | null },
): RawBuilder<unknown> {
  const aimed = sql`
    SELECT ${budgets.budget}::bytea AS budget, ${budgets.deviceBudget}::bytea AS device_budget,
      ${budgets.client}::bytea AS client_budget, NULL::bytea AS length_budget, 0 AS length_slots, 1 AS n`;
  return reserve(ctx, aimed, ctx.policy.guessBudget.passwordsPerAddress);
}

/** CTE `failed` over `reserved`: a guess that was judged stays in its slots, if `condition`. */
export function spendGuess(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    failed AS (
      INSERT INTO spent_guesses (budget, slot, at)
      SELECT spending.budget, slot, clock_timestamp()
      FROM reserved, LATERAL (VALUES
        (reserved.budget, held_of_address), (device_budget, held_of_device),
        (client_budget, held_of_client), (length_budget, held_of_length)
      ) AS spending (budget, slots), unnest(spending.slots) AS slot
      WHERE admitted AND ${condition}
      ON CONFLICT (budget, slot) DO UPDATE SET at = excluded.at
      RETURNING budget, slot
    )`;
}

function reserve(ctx: AuthContext, aimed: RawBuilder<unknown>, perAddress: number) {
  const { perDevice, perClient } = ctx.policy.guessBudget;
  return sql`
    aimed AS MATERIALIZED (${aimed}), reserved AS MATERIALIZED (
      SELECT aimed.*, held_of_address, held_of_device, held_of_client, held_of_length,
        coalesce(held_of_address, held_of_device) IS NOT NULL
          AND held_of_client IS NOT NULL AND held_of_length IS NOT NULL AS admitted
      FROM aimed,
        LATERAL (SELECT reserve_slots(budget, ${perAddress}, n) AS held_of_address) AS of_address,
        LATERAL (SELECT CASE WHEN held_of_address IS NULL AND device_budget IS NOT NULL
          THEN reserve_slots(device_budget, ${perDevice}, n) END AS held_of_device) AS of_device,
        LATERAL (SELECT reserve_slots(client_budget, ${perClient}, n) AS held_of_client) AS of_client,
        LATERAL (SELECT reserve_slots(length_budget, length_slots, n) AS held_of_length) AS of_length
    )`;
}
