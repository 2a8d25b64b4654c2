import type { AuthContext } from "../../context.ts";

export type OneTimeTokenLink =
  | { state: "live"; userId: string; collection: string; email: string; expiresAt: string }
  | { state: "used" | "expired" | "unknown" };

/**
 * What a link with a one-time token would do, without doing it. `unknown` also for an app's token, and if the session
 * that it came from has ended.
 */
export async function inspectOneTimeToken(
  ctx: AuthContext,
  token: string,
): Promise<OneTimeTokenLink> {
  const [row] = await ctx.call("inspect_one_time_token", {
    ...(await ctx.oneTimeTokens.read(token)),
  });
  if (!row) return { state: "unknown" };
  const { state, user_id: userId, collection, email } = row;
  if (state !== "live") return { state: state as "used" | "expired" | "unknown" };
  return { state, userId, collection, email, expiresAt: row.token_expires_at.toISOString() };
}
