import { policyOf } from "../policy/collection-policy.ts";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../views/session.ts";

/** Whether the session authenticated recently enough for actions that can't be undone. */
export async function isFresh(ctx: AuthContext, { session, user }: SignedIn): Promise<boolean> {
  const [row] = await ctx.call("is_fresh", {
    session: session.id,
    fresh_seconds: policyOf(ctx.policy, user.collection).session.freshSeconds,
  });
  return row?.is_fresh ?? false;
}
