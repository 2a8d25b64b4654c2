import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../session/signed-in.ts";
import { PURPOSE } from "./generate.ts";

/** Ends a token that the caller's own session made, unless it was used before; others it leaves alone. */
export async function withdrawOneTimeToken(
  ctx: AuthContext,
  { session }: SignedIn,
  token: string,
): Promise<void> {
  await ctx.db
    .deleteFrom("tokens")
    .where("token_hash", "=", await ctx.oneTimeTokens.keep(token))
    .where("purpose", "=", PURPOSE)
    .where("session_id", "=", session.id)
    .where("consumed_at", "is", null)
    .execute();
}
