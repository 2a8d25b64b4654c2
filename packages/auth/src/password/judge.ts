import { type RawBuilder, sql } from "kysely";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { passwordBudgets } from "../guess-budget/budgets.ts";
import { reservePasswordGuess, spendGuess } from "../guess-budget/reserve.ts";

export type JudgedPassword =
  | { ok: true; userId: string; hash: string; giveBack: RawBuilder<unknown> }
  | Refusal<"INVALID_CREDENTIALS" | "TOO_MANY_ATTEMPTS" | "UNAVAILABLE">;

interface Row {
  admitted: boolean;
  id: string | null;
  password_hash: string | null;
  spent: { budget: string; slot: number }[];
}

/**
 * Judges the password of an address, with the same work whether it has one. The guess is spent before it
 * is judged, in the statement that reads the account; a right one's `giveBack`, a statement, undoes that. A
 * process that dies in between has spent it.
 */
export async function judgePassword(
  ctx: AuthContext,
  input: { email: string; collection: string; password: string },
  client: Client | null,
): Promise<JudgedPassword> {
  const budgets = await passwordBudgets(ctx, input, client);
  const { rows } = await sql<Row>`
    WITH ${reservePasswordGuess(ctx, budgets)}, ${spendGuess(sql`true`)}
    SELECT (held).admitted, account.id, account.password_hash, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('budget', encode(budget, 'hex'), 'slot', slot)), '[]') FROM failed
    ) AS spent
    FROM reserved LEFT JOIN users AS account
      ON account.collection = ${input.collection} AND account.email = ${input.email}`.execute(
    ctx.db,
  );
  const row = rows[0];
  if (!row?.admitted) return refuse("TOO_MANY_ATTEMPTS");
  const giveBack = freeSlots(row.spent);
  const matches = await ctx.passwords.verify(input.password, row.password_hash);
  if (matches === null) {
    await giveBack.execute(ctx.db);
    return refuse("UNAVAILABLE");
  }
  if (!matches || row.id === null || row.password_hash === null)
    return refuse("INVALID_CREDENTIALS");
  return { ok: true, userId: row.id, hash: row.password_hash, giveBack };
}

/** One of each budget at most, which Postgres is told: for a hundred it would read the whole table. */
function freeSlots(spent: Row["spent"]): RawBuilder<unknown> {
  return sql`
    DELETE FROM spent_guesses
    USING (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(spent)}::jsonb) AS slots (budget text, slot integer)
      LIMIT 4
    ) AS held
    WHERE spent_guesses.budget = decode(held.budget, 'hex') AND spent_guesses.slot = held.slot`;
}
