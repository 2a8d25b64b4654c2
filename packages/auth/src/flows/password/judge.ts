import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { passwordBudgets } from "../../guess-budget/budgets.ts";
import { networkLimits } from "../../guess-budget/limits.ts";

/** The slots of the guess budgets that a password's guess was counted in. */
export interface SpentGuess {
  budgets: Buffer[];
  slots: number[];
}

export type JudgedPassword =
  | { ok: true; userId: string; hash: string; spent: SpentGuess }
  | Refusal<"INVALID_CREDENTIALS" | "TOO_MANY_ATTEMPTS" | "UNAVAILABLE">;

/**
 * Judges the password of an address, with the same work whether or not it has one. The call that reads the account
 * spends the guess before it is judged; if it was right, the caller gives `spent` back. If the process dies in between,
 * the guess stays spent.
 */
export async function judgePassword(
  ctx: AuthContext,
  input: { email: string; collection: string; password: string },
  client: Client,
): Promise<JudgedPassword> {
  const { collection, email, password } = input;
  const { budget, deviceBudget } = await passwordBudgets(ctx, input, client);
  const [row] = await ctx.call("reserve_password_guess", {
    collection,
    email,
    budget,
    device_budget: deviceBudget,
    ...(await networkLimits(ctx, client)),
    per_address: ctx.policy.guessBudget.passwordsPerAddress,
    per_device: ctx.policy.guessBudget.perDevice,
  });
  if (!row?.admitted) return refuse("TOO_MANY_ATTEMPTS");
  const spent = { budgets: row.budgets ?? [], slots: row.slots ?? [] };
  const matches = await ctx.passwords.verify(password, row.password_hash);
  if (matches === null) {
    await giveGuessBack(ctx, spent);
    return refuse("UNAVAILABLE");
  }
  if (!matches || row.user_id === null || row.password_hash === null)
    return refuse("INVALID_CREDENTIALS");
  return { ok: true, userId: row.user_id, hash: row.password_hash, spent };
}

/** Frees the slots of a guess that was right, or wasn't judged. */
export async function giveGuessBack(ctx: AuthContext, spent: SpentGuess): Promise<void> {
  await ctx.call("give_guess_back", { budgets: spent.budgets, slots: spent.slots });
}
