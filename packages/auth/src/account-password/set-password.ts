import { recordServerAction } from "../audit/server-action.ts";
import { NOBODY } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address/email-address.ts";
import { NOTICES_AN_HOUR, sealNotice } from "../notice/notice.ts";
import { hashNewPassword, WeakPasswordError } from "../passwords/new-password.ts";
import { getUser } from "../user/user.ts";

/** What else happens when the app's own server sets a password. */
export interface SetPasswordOptions {
  /** Whether every session, code and link of the account ends; true by default. */
  endSessions?: boolean;
}

/**
 * Sets the password of an account on behalf of the app's own server, and mails a notice if the account had another one.
 * It is recorded without an actor. Throws for an unknown account, `WeakPasswordError` for a weak password.
 */
export async function setAccountPassword(
  ctx: AuthContext,
  userId: string,
  password: string,
  { endSessions = true }: SetPasswordOptions = {},
): Promise<void> {
  const user = await getUser(ctx, userId);
  const notice = sealNotice(ctx, { client: NOBODY });
  const [row] = await ctx.call("set_account_password", {
    user: user.id,
    password_hash: await hashOf(ctx, password, user.email),
    ends_sessions: endSessions,
    change_notice_id: notice.id,
    change_notice: notice.sealed,
    most_an_hour: NOTICES_AN_HOUR,
  });
  if (!row?.set_account_password) throw noSuchUser();
  await recordServerAction(ctx, "password.change", user);
}

/**
 * Sets the password of the account with an address in a collection. Ends no session, sends no notice, and isn't
 * recorded. Throws as `setAccountPassword` does.
 */
export async function setPasswordOfAddress(
  ctx: AuthContext,
  { typed, password, collection }: { typed: string; password: string; collection: string },
): Promise<void> {
  if (!Object.hasOwn(ctx.policy.collections, collection))
    throw new Error("There is no such collection.");
  const email = normalizeEmail(typed) ?? "";
  const password_hash = await hashOf(ctx, password, email);
  const [row] = await ctx.call("set_password", { collection, email, password_hash });
  if (!row?.set_password) throw noSuchUser();
}

async function hashOf(ctx: AuthContext, password: string, email: string): Promise<string> {
  const hashed = await hashNewPassword(ctx, password, email);
  if (hashed.ok) return hashed.hash;
  if (hashed.weakness) throw new WeakPasswordError(hashed.weakness);
  throw new Error(`The password was refused: ${hashed.reason}.`);
}

function noSuchUser(): Error {
  return new Error("There is no such user.");
}
