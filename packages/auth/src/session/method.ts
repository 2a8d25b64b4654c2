import type { AuthContext } from "../context.ts";
import type { Session } from "../views/session.ts";

/**
 * How somebody authenticated for a session, as RFC 8176 names it: `otp` by a mailed code or link, `pwd` by password.
 * Null if that isn't known, because server code or an older release started the session.
 */
export async function sessionMethod(
  ctx: AuthContext,
  { id }: Pick<Session, "id">,
): Promise<string | null> {
  const [row] = await ctx.call("session_method", { session: id });
  return row?.session_method ?? null;
}
