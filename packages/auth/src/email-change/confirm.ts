import { enqueueMail, enqueueNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { maskEmail } from "../email-address.ts";
import { prepareNotice } from "../notice/notice.ts";
import {
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import type { Door } from "../tokens/door.ts";
import { probe, redeem, redeemedAddress } from "../tokens/redeem.ts";
import { endCredentials, endTokensOfLeft } from "../user/end-credentials.ts";
import { addressIsFree, knownIsEnabled } from "../user/known-account.ts";
import { PURPOSE } from "./request.ts";
import { prepareUndo } from "./undo.ts";

export type ConfirmEmailChangeResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">;

/**
 * Moves the caller's account to the address that they prove. Ends every other session and every live
 * token, renews the session, and tells both addresses: the old one, which stays reserved for a week,
 * with a link that takes the change back. A return to an address that still has such a link is that
 * undo, and an address that was never proven gets none. `INVALID_TOKEN` where somebody has the address
 * by then.
 */
export async function confirmEmailChange(
  ctx: AuthContext,
  { user }: SignedIn,
  door: Extract<Door, { challenge: string } | { token: string }>,
  start: SessionStart,
): Promise<ConfirmEmailChangeResult> {
  const admission = sql`(${knownIsEnabled} AND known.email = ${user.email} AND ${addressIsFree})`;
  const { client } = start;
  const redeeming = { purpose: PURPOSE, door, client, ownerId: user.id, admission };
  const probed = await probe(ctx, redeeming);
  if (probed.verdict !== "GRANTED") return refuse(probed.verdict);

  const undo = prepareUndo(ctx, user, { client: start.client, newEmail: probed.email });
  const said = { kind: "email-changed", client: start.client } as const;
  const notice = prepareNotice(ctx, { ...said, to: probed.email, newEmail: probed.email });
  const farewell = prepareNotice(ctx, {
    ...said,
    to: user.email,
    newEmail: maskEmail(probed.email),
  });
  const { secret, ctes } = prepareSession(ctx, start, redeemedAddress);
  const redeemed = await redeem<SignedInRow>(ctx, {
    ...redeeming,
    grants: sql`account AS (
      UPDATE users SET
        email = redeemed.email,
        email_verified_at = now(),
        password_hash = CASE WHEN users.email_verified_at IS NOT NULL THEN users.password_hash END,
        ${endCredentials}
      FROM redeemed WHERE users.id = redeemed.user_id RETURNING users.*
    ), ${endTokensOfLeft}, ${undo}, ${enqueueMail("email-changed", sql`undo`, null)},
    ${enqueueNotice("told", notice, sql`(SELECT id AS user_id FROM account) AS changed`)},
    ${enqueueNotice("left_told", farewell, sql`(SELECT id AS user_id FROM account WHERE NOT EXISTS (SELECT FROM undo)) AS left_for_good`)},
    ${ctes}`,
    columns: signedInColumns,
    joins: sql`LEFT JOIN (
      account CROSS JOIN session CROSS JOIN told
      CROSS JOIN (SELECT count(*) FROM left_told) AS farewell_mailed
    ) ON judged.verdict = 'GRANTED'`,
  });
  if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
  return { ok: true, secret, ...toSignedIn(redeemed) };
}
