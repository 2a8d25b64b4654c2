import { enqueueMail, enqueueNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { prepareNotice } from "../notice/notice.ts";
import {
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import type { Door } from "../tokens/door.ts";
import { probe, redeem } from "../tokens/redeem.ts";
import { endCredentials } from "../user/end-credentials.ts";
import { addressIsFree, isOwnToken, knownIsEnabled } from "../user/known-account.ts";
import { PURPOSE } from "./request.ts";
import { prepareUndo } from "./undo.ts";

export type ConfirmEmailChangeResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">;

/**
 * Moves the caller's account to the address that they prove. Ends every other session and every live
 * token, renews the session, and tells both addresses: the old one, which stays reserved for a week,
 * with a link that takes the change back. `INVALID_TOKEN` where somebody has the address by then.
 */
export async function confirmEmailChange(
  ctx: AuthContext,
  { user }: SignedIn,
  door: Extract<Door, { challenge: string } | { token: string }>,
  start: SessionStart,
): Promise<ConfirmEmailChangeResult> {
  const unmoved = sql`EXISTS (SELECT FROM known WHERE email = ${user.email})`;
  const admission = sql`(
    ${isOwnToken(user.id)} AND ${knownIsEnabled} AND ${unmoved} AND ${addressIsFree})`;
  const redeeming = { purpose: PURPOSE, door, admission };
  const probed = await probe(ctx, redeeming);
  if (probed.verdict !== "GRANTED") return refuse(probed.verdict);

  const undo = prepareUndo(ctx, user, { client: start.client, newEmail: probed.email });
  const notice = prepareNotice(ctx, {
    kind: "email-changed",
    client: start.client,
    to: probed.email,
    newEmail: probed.email,
  });
  const { secret, ctes } = prepareSession(ctx, start);
  const redeemed = await redeem<SignedInRow>(ctx, {
    ...redeeming,
    grants: sql`account AS (
      UPDATE users SET email = redeemed.email, email_verified_at = now(), ${endCredentials}
      FROM redeemed WHERE users.id = redeemed.user_id RETURNING users.*
    ), ${undo}, ${enqueueMail("email-changed", sql`undo`)},
    ${enqueueNotice("told", notice, sql`(SELECT id AS user_id FROM account) AS changed`)}, ${ctes}`,
    columns: signedInColumns,
    joins: sql`LEFT JOIN (account CROSS JOIN queued_job CROSS JOIN told CROSS JOIN session)
      ON judged.verdict = 'GRANTED'`,
  });
  if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
  return { ok: true, secret, ...toSignedIn(redeemed) };
}
