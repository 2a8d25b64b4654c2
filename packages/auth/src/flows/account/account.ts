import { sql } from "kysely";
import type { Locale } from "@watchword/db/locale";
import { recordServerDeed } from "../../audit/server-deed.ts";
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
 * could take a change of it back. `REAUTHENTICATE` in a
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
 * Deletes an account because the app's own server says so, also a disabled one, and mails the same notices. The record
 * has it under no account's name. False where there is none.
 */
export async function removeAccount(ctx: AuthContext, userId: string): Promise<boolean> {
  const user = await findUser(ctx, { id: userId });
  if (!user || !(await remove(ctx, user, { session: null, client: NOBODY }))) return false;
  await recordServerDeed(ctx, "account.delete", user);
  return true;
}

interface Removal {
  /** The caller's; null where the app's own server decides. */
  session: string | null;
  client: Client;
}

/** Whether it removed the account, which may change its address meanwhile: that is told then. */
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

/** The addresses that an account left, and can still return to by a link. The deletion judges them again. */
async function formerAddresses({ db }: AuthContext, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("reserved_addresses")
    .select("email")
    .where("user_id", "=", userId)
    .where("reserved_until", ">", sql<Date>`now()`)
    .execute();
  return rows.map(({ email }) => email);
}
