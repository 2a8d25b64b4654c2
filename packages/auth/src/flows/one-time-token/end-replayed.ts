import type { AuthContext } from "../../context.ts";
import { s256 } from "../../keys/keys.ts";

/**
 * Ends the session that an app got for a token, because the token was presented again with the same verifier. Returns
 * the id of the session's account; null if none ends.
 */
export async function endReplayed(
  ctx: AuthContext,
  { token, audience, codeVerifier }: { token: string; audience: string; codeVerifier: string },
): Promise<string | null> {
  const [row] = await ctx.call("end_replayed", {
    ...(await ctx.oneTimeTokens.read(token)),
    audience,
    code_challenge: s256(codeVerifier),
  });
  return row?.user_id ?? null;
}
