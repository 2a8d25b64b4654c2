import { databaseNow } from "../clock.ts";
import type { AuthContext } from "../context.ts";
import type { Policy } from "../policy/policy.ts";
import type { Purpose } from "../purposes.ts";

/**
 * The fixed code of a listed test account; null for any other address, after its end date, and for a change of address:
 * whoever knows the code must not move an account of their own to that address.
 */
export async function testCode(
  ctx: AuthContext,
  { purpose, collection, email }: { purpose: Purpose; collection: string; email: string },
): Promise<string | null> {
  if (purpose === "email-change") return null;
  const account = ctx.policy.testAccounts.find(
    (listed) => listed.email === email && listed.collection === collection,
  );
  if (!account) return null;
  return (await databaseNow(ctx)) < Date.parse(account.until) ? account.code : null;
}

/**
 * Whether an address is listed as a test account's, in any collection and even if its code has expired: it is never
 * mailed.
 */
export function isTestAddress(policy: Pick<Policy, "testAccounts">, email: string): boolean {
  return policy.testAccounts.some((listed) => listed.email === email);
}

/** What is shown of a listed test account; its code isn't. */
export interface TestAccount {
  collection: string;
  /** When its code ends, in ISO 8601. */
  until: string;
  /** Whether that is yet to come. */
  live: boolean;
}

/** The test accounts that are listed for an address, in any collection. */
export async function testAccountsOf(ctx: AuthContext, email: string): Promise<TestAccount[]> {
  const listed = ctx.policy.testAccounts.filter((account) => account.email === email);
  if (listed.length === 0) return [];
  const now = await databaseNow(ctx);
  return listed.map(({ collection, until }) => {
    const end = new Date(until);
    return { collection, until: end.toISOString(), live: now < end.getTime() };
  });
}
