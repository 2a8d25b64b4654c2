import { sql } from "kysely";
import type { Locale } from "@watchword/db/locale";
import { recordServerAction } from "../../audit/server-action.ts";
import { type Client, NOBODY } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { sealNotice } from "../../notice/notice.ts";
import { isFresh } from "../../session/fresh.ts";
import type { SignedIn } from "../../views/session.ts";
import { findUser, type User } from "../../user/user.ts";

/** Sets the language of the account's notices, until the account uses another one. */
export async function rememberLocale(
  ctx: AuthContext,
  { user }: SignedIn,
  locale: Locale,
): Promise<void> {
  await ctx.call("remember_locale", { user: user.id, locale });
}

/**
 * Deletes the caller's account and everything that belongs to it, and mails a notice to its address and to those that
 * could undo a change of it. `REAUTHENTICATE` in a session that isn't fresh, `UNAUTHENTICATED` if it has ended. The
 * caller checks that the address was typed to confirm.
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
 * Deletes an account, even a disabled one, on behalf of the app's own server, and mails the same notices. It is
 * recorded without an actor. False if there is no such account.
 */
export async function removeAccount(ctx: AuthContext, userId: string): Promise<boolean> {
  const user = await findUser(ctx, { id: userId });
  if (!user || !(await remove(ctx, user, { session: null, client: NOBODY }))) return false;
  await recordServerAction(ctx, "account.delete", user);
  return true;
}

interface Removal {
  /** The caller's; null if the app's own server decides. */
  session: string | null;
  client: Client;
}

/**
 * Removes the account, and returns whether it did. The account may change its address in the meantime: then the new one
 * gets the notice.
 */
async function remove(ctx: AuthContext, user: User, removal: Removal): Promise<boolean> {
  let known: User | null = user;
  while (known) {
    const verdict = await removeAsKnown(ctx, known, removal);
    if (verdict !== "ADDRESSES_CHANGED") return verdict === "GRANTED";
    known = await findUser(ctx, { id: user.id });
  }
  return false;
}

async function removeAsKnown(
  ctx: AuthContext,
  { id, email, collection }: User,
  { session, client }: Removal,
): Promise<string | undefined> {
  const noticeTo = (to: string) => sealNotice(ctx, { client, to, collection });
  const notice = noticeTo(email);
  const former = await formerAddresses(ctx, id);
  const formerNotices = former.map(noticeTo);
  const [row] = await ctx.call("delete_account", {
    user: id,
    session,
    email,
    change_notice_id: notice.id,
    change_notice: notice.sealed,
    former,
    former_notice_ids: formerNotices.map((told) => told.id),
    former_notices: formerNotices.map((told) => told.sealed),
  });
  return row?.verdict;
}

/** The addresses that an account left, and can still return to by a link. The deletion checks them again. */
async function formerAddresses({ db }: AuthContext, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("reserved_addresses")
    .select("email")
    .where("user_id", "=", userId)
    .where("reserved_until", ">", sql<Date>`now()`)
    .execute();
  return rows.map(({ email }) => email);
}
