import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { hashSecret } from "../keys.ts";
import { isUuid } from "../uuid.ts";
import {
  isLive,
  type Session,
  sessionColumns,
  type SessionRow,
  type SignedIn,
  toSession,
} from "./signed-in.ts";

/** A session beside the others of its account. */
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

/** The live sessions of any account, the one that asks first, should it be one of them. */
export async function sessionsOf(
  ctx: AuthContext,
  userId: string,
  ownId: string,
): Promise<ListedSession[]> {
  const { rows } = await sql<SessionRow & { parent_id: string | null }>`
    SELECT ${sessionColumns}, session.parent_id
    FROM sessions AS session JOIN users AS account ON account.id = session.user_id
    WHERE account.id = ${userId} AND ${isLive}
    ORDER BY session.id = ${ownId} DESC, session.last_seen_at DESC`.execute(ctx.db);
  return rows.map((row) => ({
    ...toSession(row, row.session_id === ownId),
    ...(row.parent_id !== null && { parentId: row.parent_id }),
  }));
}

/**
 * Ends one session of the caller's account, with those that were handed over from it; the caller's own,
 * should it be one of them, goes on without it. `FORBIDDEN` for any other id, known or not.
 */
export async function revokeSession(
  ctx: AuthContext,
  { user, session }: SignedIn,
  sessionId: string,
): Promise<{ ok: true } | Refusal<"FORBIDDEN">> {
  if (!isUuid(sessionId)) return refuse("FORBIDDEN");
  const { numAffectedRows } = await sql`
    WITH RECURSIVE line AS (
      SELECT id, parent_id FROM sessions WHERE id = ${session.id}
      UNION ALL
      SELECT above.id, above.parent_id FROM sessions AS above JOIN line ON above.id = line.parent_id
    ), detached AS (
      UPDATE sessions SET parent_id = NULL
      WHERE id = ${session.id} AND id <> ${sessionId} AND ${sessionId} IN (SELECT id FROM line)
    )
    DELETE FROM sessions WHERE id = ${sessionId} AND user_id = ${user.id}`.execute(ctx.db);
  return (numAffectedRows ?? 0n) > 0n ? { ok: true } : refuse("FORBIDDEN");
}

/**
 * Ends every session of the caller's account but the one that asks, which goes on without the one that
 * it was handed over from. Says how many.
 */
export async function revokeOtherSessions(
  ctx: AuthContext,
  { user, session }: SignedIn,
): Promise<number> {
  const { rows } = await sql<{ live: boolean }>`
    WITH detached AS (UPDATE sessions SET parent_id = NULL WHERE id = ${session.id})
    DELETE FROM sessions AS session USING users AS account
    WHERE account.id = session.user_id AND account.id = ${user.id} AND session.id <> ${session.id}
    RETURNING ${isLive} AS live`.execute(ctx.db);
  return rows.filter(({ live }) => live).length;
}

/** Ends the session with this secret. Whose it was; null where there was none. */
export async function endSession(ctx: AuthContext, secret: string): Promise<string | null> {
  const ended = await ctx.db
    .deleteFrom("sessions")
    .where("secret_hash", "=", hashSecret(secret))
    .returning("user_id")
    .executeTakeFirst();
  return ended?.user_id ?? null;
}

/** Ends every session of an account, those that are being made at this moment too. False for no account. */
export async function endAllSessions(ctx: AuthContext, userId: string): Promise<boolean> {
  const { rows } = await sql`
    WITH account AS (
      UPDATE users SET session_epoch = session_epoch + 1 WHERE id = ${userId} RETURNING id
    ), ended AS (DELETE FROM sessions USING account WHERE sessions.user_id = account.id)
    SELECT FROM account`.execute(ctx.db);
  return rows.length > 0;
}
