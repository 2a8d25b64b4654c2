import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../session/signed-in.ts";
import { PURPOSE } from "./generate.ts";

/** Ends a token that the caller's own session made, unless it was used before. False for any other. */
export async function withdrawOneTimeToken(
  ctx: AuthContext,
  { session }: SignedIn,
  token: string,
): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("tokens")
    .where("token_hash", "=", await ctx.oneTimeTokens.keep(token))
    .where("purpose", "=", PURPOSE)
    .where("session_id", "=", session.id)
    .where("consumed_at", "is", null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
