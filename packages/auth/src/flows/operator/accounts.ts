import { recordServerAction } from "../../audit/server-action.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { type AccountRow, type AccountState, toState } from "../../views/user.ts";
import { insertUser, type NewUser, type User } from "../../user/user.ts";
import { isUuid } from "../../uuid.ts";

export type { AccountState };

/** The account that has a normalized address, or null. */
export async function findAccount(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
): Promise<AccountState | null> {
  return stateOf(await ctx.call("find_account", { collection, email }));
}

/** Makes an account without a sign-in. `INVALID_INPUT` if the address has one or is reserved. */
export async function createAccount(
  ctx: AuthContext,
  input: NewUser,
): Promise<{ ok: true; user: User } | Refusal<"INVALID_INPUT">> {
  const user = await insertUser(ctx, input);
  return user ? { ok: true, user } : refuse("INVALID_INPUT");
}

/**
 * Keeps an account from being used: its sessions, codes and links end now, and stay ended when it is enabled again.
 * Null if there is no such account.
 */
export async function disableAccount(
  ctx: AuthContext,
  userId: string,
): Promise<AccountState | null> {
  return stateOf(await ctx.call("disable_account", { user: userId }));
}

/** Lets a disabled account be used again. Null if there is no such account. */
export async function enableAccount(
  ctx: AuthContext,
  userId: string,
): Promise<AccountState | null> {
  return stateOf(await ctx.call("enable_account", { user: userId }));
}

/**
 * Disables or enables an account on behalf of the app's own server. It is recorded without an actor. False if there is
 * no such account.
 */
export async function setAccountEnabled(
  ctx: AuthContext,
  userId: string,
  enabled: boolean,
): Promise<boolean> {
  if (!isUuid(userId)) return false;
  const account = await (enabled ? enableAccount : disableAccount)(ctx, userId);
  if (!account) return false;
  await recordServerAction(
    ctx,
    enabled ? "operator.enable-user" : "operator.disable-user",
    account,
  );
  return true;
}

/**
 * Ends any session, with those that were handed over from it. Returns the account that it belonged to; null if there is
 * no such session.
 */
export async function endAccountSession(
  ctx: AuthContext,
  sessionId: string,
): Promise<{ userId: string } | null> {
  const [row] = await ctx.call("end_account_session", { session: sessionId });
  return row ? { userId: row.user_id } : null;
}

function stateOf([row]: AccountRow[]): AccountState | null {
  return row ? toState(row) : null;
}
