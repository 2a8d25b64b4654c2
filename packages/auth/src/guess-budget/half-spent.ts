import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { lengthBudgets } from "./bound.ts";
import { lengthSpent } from "./room.ts";

/** Whether half of any code length's budget is spent: the deployment is being guessed at. */
export async function isHalfSpent(ctx: AuthContext): Promise<boolean> {
  const lengths = lengthBudgets(ctx.policy).filter(({ guesses }) => guesses > 1);
  const calm = lengths.map(
    ({ digits, guesses }) => sql`${lengthSpent(sql.lit(digits))} < ${Math.floor(guesses / 2)}`,
  );
  const { rows } = await sql<{ spent: boolean }>`
    SELECT NOT (${sql.join(calm, sql` AND `)}) AS spent`.execute(ctx.db);
  return rows[0]?.spent ?? false;
}
