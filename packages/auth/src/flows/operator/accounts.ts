import { type AuthContext, refuse, type Refusal } from "../../context.ts";
import { type User, type UserRow, toUser } from "../../user/shown-user.ts";
import { insertUser, type NewUser } from "../../user/user.ts";

/** An account, and since when it may not be used. Times are ISO 8601. */
export interface AccountState extends User {
  disabledAt: string | null;
}

/** The account that has a normalized address, or null. */
export async function findAccount(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
): Promise<AccountState | null> {
  return toState(await ctx.call("find_account", { collection, email }));
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
  return toState(await ctx.call("disable_account", { user: userId }));
}

/** Lets a disabled account be used again. Null where there is none. */
export async function enableAccount(
  ctx: AuthContext,
  userId: string,
): Promise<AccountState | null> {
  return toState(await ctx.call("enable_account", { user: userId }));
}

/** Ends any session, with those that were handed over from it. Says whose it was; null for none. */
export async function endAccountSession(
  ctx: AuthContext,
  sessionId: string,
): Promise<{ userId: string } | null> {
  const [row] = await ctx.call("end_account_session", { session: sessionId });
  return row ? { userId: row.user_id } : null;
}

/** Which collection an account is in, which never changes; null where there is none. */
export async function collectionOfAccount(
  { db }: AuthContext,
  userId: string,
): Promise<string | null> {
  const account = await db
    .selectFrom("users")
    .select("collection")
    .where("id", "=", userId)
    .executeTakeFirst();
  return account?.collection ?? null;
}

/** Which collection a session's account is in; null where there is no such session. */
export async function collectionOfSession(
  { db }: AuthContext,
  sessionId: string,
): Promise<string | null> {
  const session = await db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select("users.collection")
    .where("sessions.id", "=", sessionId)
    .executeTakeFirst();
  return session?.collection ?? null;
}

function toState([row]: (UserRow & { disabled_at: Date | null })[]): AccountState | null {
  return row ? { ...toUser(row), disabledAt: row.disabled_at?.toISOString() ?? null } : null;
}
