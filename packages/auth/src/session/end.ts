import type { AuthContext } from "../context.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { hashSecret } from "../keys/keys.ts";
import { isUuid } from "../uuid.ts";
import { type Session, type SignedIn, toSession } from "../views/session.ts";

/** A session in the list of its account's sessions. */
export interface ListedSession extends Session {
  /** The session that it was handed over from, and ends with. */
  parentId?: string;
}

/** The live sessions of the caller's account, the current one first, then the last seen. */
export function listSessions(
  ctx: AuthContext,
  { user, session }: SignedIn,
): Promise<ListedSession[]> {
  return sessionsOf(ctx, user.id, session.id);
}

/** The live sessions of an account; `ownId` comes first, if it is one of them. */
export async function sessionsOf(
  ctx: AuthContext,
  userId: string,
  ownId: string,
): Promise<ListedSession[]> {
  const rows = await ctx.call("list_sessions", { user: userId, own: ownId });
  return rows.map((row) => ({
    ...toSession(row, row.session_id === ownId),
    ...(row.parent_id !== null && { parentId: row.parent_id }),
  }));
}

/**
 * Ends one session of the caller's account, with those that were handed over from it. If the caller's own session is
 * one of those, it continues without it. `FORBIDDEN` for any other id, whether it exists or not.
 */
export async function revokeSession(
  ctx: AuthContext,
  { user, session: own }: SignedIn,
  sessionId: string,
): Promise<{ ok: true } | Refusal<"FORBIDDEN">> {
  if (!isUuid(sessionId)) return refuse("FORBIDDEN");
  const takes = { user: user.id, own: own.id, session: sessionId };
  const [row] = await ctx.call("revoke_session", takes);
  return row?.revoke_session ? { ok: true } : refuse("FORBIDDEN");
}

/**
 * Ends every session of the caller's account but their own, which no longer depends on the one that it was handed over
 * from. Returns how many.
 */
export async function revokeOtherSessions(
  ctx: AuthContext,
  { user, session }: SignedIn,
): Promise<number> {
  const [row] = await ctx.call("revoke_other_sessions", { user: user.id, own: session.id });
  return row?.revoke_other_sessions ?? 0;
}

/** Ends the session with this secret. Returns the id of its account; null if there was no such session. */
export async function endSession(ctx: AuthContext, secret: string): Promise<string | null> {
  const [row] = await ctx.call("end_session", { secret_hash: hashSecret(secret) });
  return row?.user_id ?? null;
}

/**
 * Ends every session of an account, including those that are being started at this moment. False if there is no such
 * account.
 */
export async function endAllSessions(ctx: AuthContext, userId: string): Promise<boolean> {
  const [row] = await ctx.call("end_all_sessions", { user: userId });
  return row?.end_all_sessions ?? false;
}
