import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { addressBudget } from "../../guess-budget/budgets.ts";
import { hashNewPassword } from "../../passwords/new-password.ts";
import { sealNotice } from "../../notice/notice.ts";
import { isFresh } from "../../session/fresh.ts";
import { type Session, type SignedIn, toSession } from "../../views/session.ts";
import { signInNotice } from "../../notice/new-sign-in.ts";
import { newSession, type SessionStart } from "../../session/start.ts";
import { giveGuessBack, judgePassword } from "./judge.ts";

export interface PasswordChange {
  newPassword: string;
  /** Makes up for a session that isn't fresh. */
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

  const { secret, takes: session } = newSession(ctx, start);
  const { user } = signedIn;
  const changeNotice = sealNotice(ctx, { client: start.client });
  const [row] = await ctx.call("change_password", {
    user: user.id,
    session: signedIn.session.id,
    password_hash: hashed.hash,
    budget: await addressBudget(ctx, user.collection, user.email),
    change_notice_id: changeNotice.id,
    change_notice: changeNotice.sealed,
    ...session,
    ...signInNotice(ctx, start.client),
  });
  if (row?.verdict !== "GRANTED") return refuse("UNAUTHENTICATED");
  return { ok: true, session: toSession(row, true), secret };
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
  await giveGuessBack(ctx, judged.spent);
  return true as const;
}
