import { enqueueNotice } from "@watchword/db/mail-queue";
import type { Locale } from "@watchword/db/locale";
import { sql } from "kysely";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { prepareNotice } from "../notice/notice.ts";
import { isFresh } from "../session/fresh.ts";
import type { SignedIn } from "../session/signed-in.ts";

/** Has the account's notices written in this language, until it asks in another one. */
export async function rememberLocale(
  ctx: AuthContext,
  { user }: SignedIn,
  locale: Locale,
): Promise<void> {
  await ctx.db.updateTable("users").set({ locale }).where("id", "=", user.id).execute();
}

/**
 * Deletes the caller's account with all that hangs on it, and mails a notice. `REAUTHENTICATE` in a
 * session that isn't fresh, `UNAUTHENTICATED` where it has ended by then. Tokens are locked before the
 * account, as a redemption does, and those of addresses that it had before are among them: its reservations
 * go with it, and a link that was mailed there must not come to life. That the address was typed to confirm it is for the caller to check.
 */
export async function deleteAccount(
  ctx: AuthContext,
  signedIn: SignedIn,
  client: Client,
): Promise<{ ok: true } | Refusal<"REAUTHENTICATE" | "UNAUTHENTICATED">> {
  if (!(await isFresh(ctx, signedIn))) return refuse("REAUTHENTICATE");
  const { id, email, collection } = signedIn.user;
  const notice = prepareNotice(ctx, { kind: "account-deleted", client, to: email });
  const { rows } = await sql`
    WITH had AS MATERIALIZED (
      SELECT ${email}::text AS email
      UNION SELECT reserved.email FROM reserved_addresses AS reserved WHERE reserved.user_id = ${id}
      UNION SELECT proven.email FROM tokens AS proven
      WHERE proven.user_id = ${id} AND proven.consumed_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM users AS holder
        WHERE holder.collection = proven.collection AND holder.email = proven.email AND holder.id <> ${id}
      )
    ), held AS MATERIALIZED (
      SELECT id FROM tokens
      WHERE user_id = ${id} OR (collection = ${collection} AND email = ANY(ARRAY(SELECT email FROM had)))
      ORDER BY id FOR UPDATE
    ), gone AS (
      DELETE FROM users USING sessions AS asking
      WHERE users.id = ${id} AND asking.id = ${signedIn.session.id}
        AND asking.user_id = users.id AND asking.epoch = users.session_epoch
        AND (SELECT count(*) FROM held) >= 0
      RETURNING users.id, users.locale
    ), tokens_gone AS (
      DELETE FROM tokens USING gone, held WHERE tokens.id = held.id AND tokens.user_id IS NULL
    ), ${enqueueNotice("told", notice, sql`(SELECT NULL::uuid AS user_id, locale FROM gone) AS deleted`, sql`locale`)}
    SELECT FROM told`.execute(ctx.db);
  return rows.length > 0 ? { ok: true } : refuse("UNAUTHENTICATED");
}
