import { enqueueNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { hashNewPassword } from "../new-password.ts";
import { prepareNotice } from "../notice/notice.ts";
import {
  type Session,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import { probe, redeem, redeemedAddress } from "../tokens/redeem.ts";
import { endCredentials } from "../user/end-credentials.ts";
import { knownIsEnabled } from "../user/known-account.ts";
import { toUser, type User, userColumns, type UserRow } from "../user/user.ts";
import { PURPOSE } from "./request.ts";

export type CompleteResult =
  | { ok: true; user: User; session: Session; secret: string }
  | { ok: true; user: User; session: null; secret: null }
  | Refusal<
      "INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS" | "WEAK_PASSWORD" | "UNAVAILABLE"
    >;

/**
 * Sets the password by a reset link: ends every session and every other token of the account, proves
 * the address, tells the owner and, where the policy says so, starts a session. A weak password
 * leaves the link as it was.
 */
export async function completePasswordReset(
  ctx: AuthContext,
  token: string,
  password: string,
  start: SessionStart,
): Promise<CompleteResult> {
  const redeeming = { purpose: PURPOSE, door: { token }, admission: knownIsEnabled };
  const probed = await probe(ctx, redeeming);
  if (probed.verdict !== "GRANTED") return refuse(probed.verdict);
  const hashed = await hashNewPassword(ctx, password, probed.email);
  if (!hashed.ok) return hashed;

  const notice = prepareNotice(ctx, { kind: "password-changed", client: start.client });
  const account = sql`account AS (
    UPDATE users SET
      password_hash = ${hashed.hash},
      email_verified_at = coalesce(users.email_verified_at, now()),
      locale = coalesce(${start.client.locale}, users.locale),
      ${endCredentials}
    FROM redeemed WHERE users.collection = redeemed.collection AND users.email = redeemed.email
    RETURNING users.*
  ), ${enqueueNotice("told", notice, sql`(SELECT id AS user_id FROM account) AS changed`)}`;

  if (!ctx.policy.passwordReset.signInAfter) {
    const redeemed = await redeem<UserRow>(ctx, {
      ...redeeming,
      grants: account,
      columns: userColumns,
      joins: sql`LEFT JOIN (account CROSS JOIN told) ON judged.verdict = 'GRANTED'`,
    });
    if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
    return { ok: true, user: toUser(redeemed), session: null, secret: null };
  }
  const { secret, ctes } = prepareSession(ctx, start, redeemedAddress);
  const redeemed = await redeem<SignedInRow>(ctx, {
    ...redeeming,
    grants: sql`${account}, ${ctes}`,
    columns: signedInColumns,
    joins: sql`LEFT JOIN (account CROSS JOIN told CROSS JOIN session) ON judged.verdict = 'GRANTED'`,
  });
  if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
  return { ok: true, secret, ...toSignedIn(redeemed) };
}
