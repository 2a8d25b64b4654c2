import { enqueueNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { prepareNotice } from "../notice/notice.ts";
import { isFresh } from "../session/fresh.ts";
import type { SignedIn } from "../session/signed-in.ts";

/**
 * Deletes the caller's account with all that hangs on it, and mails a notice. `REAUTHENTICATE` in a
 * session that isn't fresh. That the address was typed to confirm it is for the caller to check.
 */
export async function deleteAccount(
  ctx: AuthContext,
  signedIn: SignedIn,
  client: Client,
): Promise<{ ok: true } | Refusal<"REAUTHENTICATE">> {
  if (!(await isFresh(ctx, signedIn))) return refuse("REAUTHENTICATE");
  const { id, email } = signedIn.user;
  const notice = prepareNotice(ctx, { kind: "account-deleted", client, to: email });
  await sql`
    WITH gone AS (
      DELETE FROM users WHERE id = ${id} RETURNING collection, email
    ), tokens_gone AS (
      DELETE FROM tokens USING gone
      WHERE tokens.collection = gone.collection AND tokens.email = gone.email AND tokens.user_id IS NULL
    ), ${enqueueNotice("told", notice, sql`(SELECT NULL::uuid AS user_id FROM gone) AS deleted`)}
    SELECT FROM told`.execute(ctx.db);
  return { ok: true };
}
