import type { Locale } from "@watchword/db/locale";
import type { Client } from "../../client.ts";
import { type AuthContext, refuse, type Refusal } from "../../context.ts";
import { sealNotice } from "../../notice/notice.ts";
import { isFresh } from "../../session/fresh.ts";
import type { SignedIn } from "../../session/signed-in.ts";

/** Has the account's notices written in this language, until it asks in another one. */
export async function rememberLocale(
  ctx: AuthContext,
  { user }: SignedIn,
  locale: Locale,
): Promise<void> {
  await ctx.call("remember_locale", { user: user.id, locale });
}

/**
 * Deletes the caller's account with all that hangs on it, and mails a notice. `REAUTHENTICATE` in a
 * session that isn't fresh, `UNAUTHENTICATED` where it has ended by then. That the address was typed to
 * confirm it is for the caller to check.
 */
export async function deleteAccount(
  ctx: AuthContext,
  signedIn: SignedIn,
  client: Client,
): Promise<{ ok: true } | Refusal<"REAUTHENTICATE" | "UNAUTHENTICATED">> {
  if (!(await isFresh(ctx, signedIn))) return refuse("REAUTHENTICATE");
  const { id, email, collection } = signedIn.user;
  const changeNotice = sealNotice(ctx, { client, to: email, collection });
  const [row] = await ctx.call("delete_account", {
    user: id,
    session: signedIn.session.id,
    change_notice_id: changeNotice.id,
    change_notice: changeNotice.sealed,
  });
  return row?.delete_account ? { ok: true } : refuse("UNAUTHENTICATED");
}
