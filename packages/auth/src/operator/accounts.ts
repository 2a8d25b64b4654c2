import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { endCredentials } from "../user/end-credentials.ts";
import {
  insertUser,
  type NewUser,
  type User,
  userColumns,
  type UserRow,
  toUser,
} from "../user/user.ts";

/** An account, and since when it may not be used. Times are ISO 8601. */
export interface AccountState extends User {
  disabledAt: string | null;
}

type Row = UserRow & { disabled_at: Date | null };

/** The account that has a normalized address, or null. */
export async function findAccount(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
): Promise<AccountState | null> {
  const { rows } = await sql<Row>`
    SELECT ${userColumns}, account.disabled_at FROM users AS account
    WHERE collection = ${collection} AND email = ${email}`.execute(ctx.db);
  return rows[0] ? toState(rows[0]) : null;
}

/** An account without a sign-in. `INVALID_INPUT` where the address has one, or is reserved. */
export async function createAccount(
  ctx: AuthContext,
  input: NewUser,
): Promise<{ ok: true; user: User } | Refusal<"INVALID_INPUT">> {
  const user = await insertUser(ctx, input);
  return user ? { ok: true, user } : refuse("INVALID_INPUT");
}

/**
 * Keeps an account from being used: its sessions, codes and links end now, and stay ended once it is
 * enabled again. Null where there is none.
 */
export async function disableAccount(
  ctx: AuthContext,
  userId: string,
): Promise<AccountState | null> {
  const { rows } = await sql<Row>`
    WITH account AS (
      UPDATE users SET disabled_at = coalesce(disabled_at, now()), ${endCredentials}
      WHERE id = ${userId} RETURNING users.*
    ), ended AS (DELETE FROM sessions USING account WHERE sessions.user_id = account.id)
    SELECT ${userColumns}, account.disabled_at FROM account`.execute(ctx.db);
  return rows[0] ? toState(rows[0]) : null;
}

/** Lets a disabled account be used again. Null where there is none. */
export async function enableAccount(
  ctx: AuthContext,
  userId: string,
): Promise<AccountState | null> {
  const { rows } = await sql<Row>`
    WITH account AS (
      UPDATE users SET disabled_at = NULL WHERE id = ${userId} RETURNING users.*
    )
    SELECT ${userColumns}, account.disabled_at FROM account`.execute(ctx.db);
  return rows[0] ? toState(rows[0]) : null;
}

/** Ends any session, with those that were handed over from it. Says whose it was; null for none. */
export async function endAccountSession(
  ctx: AuthContext,
  sessionId: string,
): Promise<{ userId: string } | null> {
  const { rows } = await sql<{ user_id: string }>`
    DELETE FROM sessions WHERE id = ${sessionId} RETURNING user_id`.execute(ctx.db);
  return rows[0] ? { userId: rows[0].user_id } : null;
}

function toState(row: Row): AccountState {
  return { ...toUser(row), disabledAt: row.disabled_at?.toISOString() ?? null };
}
