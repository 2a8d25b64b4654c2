import type { AuthContext } from "../../context.ts";
import type { SignedIn } from "../../views/session.ts";

/** Ends a token that the caller's own session made. False if it was used before or isn't the session's. */
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
