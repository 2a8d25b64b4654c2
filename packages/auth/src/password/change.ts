import { enqueueNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { addressBudget } from "../guess-budget/budgets.ts";
import { hashNewPassword } from "../new-password.ts";
import { prepareNotice } from "../notice/notice.ts";
import { isFresh } from "../session/fresh.ts";
import {
  type Session,
  type SessionRow,
  sessionColumns,
  type SignedIn,
  toSession,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import { endCredentials } from "../user/end-credentials.ts";
import { judgePassword } from "./judge.ts";

export interface PasswordChange {
  newPassword: string;
  /** Stands in for a fresh session. */
  currentPassword: string | null;
}

export type ChangePasswordResult =
  | { ok: true; session: Session; secret: string }
  | Refusal<
      | "INVALID_CREDENTIALS"
      | "TOO_MANY_ATTEMPTS"
      | "REAUTHENTICATE"
      | "WEAK_PASSWORD"
      | "UNAUTHENTICATED"
      | "UNAVAILABLE"
    >;

/**
 * Changes or sets the caller's password, ends every other session and every live token, renews the
 * session under a new secret and tells the owner. `REAUTHENTICATE` without the current password in a
 * session that isn't fresh.
 */
export async function changePassword(
  ctx: AuthContext,
  signedIn: SignedIn,
  change: PasswordChange,
  start: SessionStart,
): Promise<ChangePasswordResult> {
  const allowed = await mayChange(ctx, signedIn, change.currentPassword, start.client);
  if (allowed !== true) return refuse(allowed);
  const hashed = await hashNewPassword(ctx, change.newPassword, signedIn.user.email);
  if (!hashed.ok) return hashed;

  const address = await addressBudget(ctx, signedIn.user.collection, signedIn.user.email);
  const { secret, ctes } = prepareSession(ctx, start, sql`${address}::bytea`);
  const notice = prepareNotice(ctx, { kind: "password-changed", client: start.client });
  const { rows } = await sql<SessionRow>`
    WITH asking AS MATERIALIZED (
      SELECT * FROM sessions WHERE id = ${signedIn.session.id} FOR UPDATE
    ), account AS (
      UPDATE users SET password_hash = ${hashed.hash}, ${endCredentials}
      FROM asking
      WHERE users.id = ${signedIn.user.id}
        AND asking.user_id = users.id AND asking.epoch = users.session_epoch AND users.disabled_at IS NULL
      RETURNING users.*
    ), ${ctes}, ${enqueueNotice("told", notice, sql`(SELECT id AS user_id FROM account) AS changed`)}
    SELECT ${sessionColumns} FROM session, told`.execute(ctx.db);
  if (!rows[0]) return refuse("UNAUTHENTICATED");
  return { ok: true, session: toSession(rows[0], true), secret };
}

async function mayChange(
  ctx: AuthContext,
  signedIn: SignedIn,
  currentPassword: string | null,
  client: Client,
) {
  if (currentPassword === null)
    return (await isFresh(ctx, signedIn)) || ("REAUTHENTICATE" as const);
  const { collection, email } = signedIn.user;
  const judged = await judgePassword(ctx, { collection, email, password: currentPassword }, client);
  if (!judged.ok) return judged.reason;
  await judged.giveBack.execute(ctx.db);
  return true as const;
}
