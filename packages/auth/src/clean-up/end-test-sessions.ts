import { databaseNow } from "../clock.ts";
import type { AuthContext } from "../context.ts";
import { endAllSessions } from "../session/end.ts";

/** Ends the sessions of test accounts that have expired. */
export async function endTestSessions(ctx: AuthContext): Promise<void> {
  const { testAccounts } = ctx.policy;
  if (testAccounts.length === 0) return;
  const now = await databaseNow(ctx);
  const over = testAccounts.filter(({ until }) => Date.parse(until) <= now);
  for (const { collection, email } of over) {
    const account = await ctx.db
      .selectFrom("users")
      .select("id")
      .where("collection", "=", collection)
      .where("email", "=", email)
      .where(({ exists, selectFrom }) =>
        exists(selectFrom("sessions").select("id").whereRef("user_id", "=", "users.id")),
      )
      .executeTakeFirst();
    if (account) await endAllSessions(ctx, account.id);
  }
}
