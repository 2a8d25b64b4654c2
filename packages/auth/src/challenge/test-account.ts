import { databaseNow } from "../clock.ts";
import type { AuthContext } from "../context.ts";
import type { Policy } from "../policy.ts";

/** The fixed code of a listed test account; null for everybody else, and once its end has come. */
export async function testCode(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
): Promise<string | null> {
  const account = ctx.policy.testAccounts.find(
    (listed) => listed.email === email && listed.collection === collection,
  );
  if (!account) return null;
  return (await databaseNow(ctx)) < Date.parse(account.until) ? account.code : null;
}

/** Whether an address is listed as a test account's, in whatever collection and however long ago: nothing is mailed to it. */
export function isTestAddress(policy: Pick<Policy, "testAccounts">, email: string): boolean {
  return policy.testAccounts.some((listed) => listed.email === email);
}
