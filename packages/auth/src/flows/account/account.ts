import type { Locale } from "@watchword/db/locale";
import { recordServerDeed } from "../../audit/server-deed.ts";
import { type Client, NOBODY } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { sealNotice } from "../../notice/notice.ts";
import { isFresh } from "../../session/fresh.ts";
import type { SignedIn } from "../../shown/signed-in.ts";
import { findUser, type User } from "../../user/user.ts";

/** Has the account's notices written in this language, until it asks in another one. */
export async function rememberLocale(
  ctx: AuthContext,
  { user }: SignedIn,
  locale: Locale,
): Promise<void> {
  await ctx.call("remember_locale", { user: user.id, locale });
}

/**
 * Deletes the caller's account and everything that belongs to it, and mails a notice. `REAUTHENTICATE` in a
 * session that isn't fresh, `UNAUTHENTICATED` if it has ended. That the address was typed to
 * confirm it is for the caller to check.
 */
export async function deleteAccount(
  ctx: AuthContext,
  signedIn: SignedIn,
  client: Client,
): Promise<{ ok: true } | Refusal<"REAUTHENTICATE" | "UNAUTHENTICATED">> {
  if (!(await isFresh(ctx, signedIn))) return refuse("REAUTHENTICATE");
  const isGone = await remove(ctx, signedIn.user, { session: signedIn.session.id, client });
  return isGone ? { ok: true } : refuse("UNAUTHENTICATED");
}

/**
 * Deletes an account because the app's own server says so, also a disabled one, and mails the same notice. The record
 * has it under no account's name. False where there is none.
 */
export async function removeAccount(ctx: AuthContext, userId: string): Promise<boolean> {
  const user = await findUser(ctx, { id: userId });
  if (!user || !(await remove(ctx, user, { session: null, client: NOBODY }))) return false;
  await recordServerDeed(ctx, "account.delete", user);
  return true;
}

async function remove(
  ctx: AuthContext,
  { id, email, collection }: User,
  { session, client }: { session: string | null; client: Client },
): Promise<boolean> {
  const notice = sealNotice(ctx, { client, to: email, collection });
  const [row] = await ctx.call("delete_account", {
    user: id,
    session,
    change_notice_id: notice.id,
    change_notice: notice.sealed,
  });
  return row?.delete_account ?? false;
}
