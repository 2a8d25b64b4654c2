import type { AuthContext } from "../../context.ts";
import type { SignedIn } from "../../views/session.ts";

/** Ends a token that the caller's own session made, unless it was used before. False for any other. */
export async function withdrawOneTimeToken(
  ctx: AuthContext,
  { session }: SignedIn,
  token: string,
): Promise<boolean> {
  const [row] = await ctx.call("withdraw_one_time_token", {
    session: session.id,
    ...(await ctx.oneTimeTokens.read(token)),
  });
  return row?.withdraw_one_time_token ?? false;
}
