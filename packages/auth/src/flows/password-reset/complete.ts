import { policyOf } from "../../policy/collection-policy.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { hashNewPassword } from "../../passwords/new-password.ts";
import { sealNotice } from "../../notice/notice.ts";
import { mailLimits } from "../../rate-limit/mail-bucket.ts";
import { type Session, toSignedIn } from "../../views/session.ts";
import { signInNotice } from "../../notice/new-sign-in.ts";
import { newSession, type SessionStart } from "../../session/start.ts";
import { hashLink } from "../../tokens/credential.ts";
import { redeem } from "../../tokens/redeem.ts";
import { toUser, type User } from "../../views/user.ts";

export type CompleteResult =
  | { ok: true; user: User; session: Session; secret: string }
  | { ok: true; user: User; session: null; secret: null }
  | Refusal<
      "INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS" | "WEAK_PASSWORD" | "UNAVAILABLE"
    >;

/**
 * Sets the password by a reset link: ends every session and every other token of the account, proves the address, tells
 * the owner and, if the policy says so, starts a session. A weak password leaves the link unused.
 */
export async function completePasswordReset(
  ctx: AuthContext,
  token: string,
  password: string,
  start: SessionStart,
): Promise<CompleteResult> {
  const link = hashLink(token);
  if (!link) return refuse("INVALID_TOKEN");
  const { client } = start;
  const { secret, takes: session } = newSession(ctx, start);
  const changeNotice = sealNotice(ctx, { client });
  const takes = {
    ...link,
    refill_seconds: mailLimits(ctx).refill_seconds,
    collections: start.collections ?? null,
    locale: client.locale,
    change_notice_id: changeNotice.id,
    change_notice: changeNotice.sealed,
    ...session,
    ...signInNotice(ctx, client),
  };
  const complete = (password_hash: string | null, secret_hash: Buffer | null) =>
    redeem(ctx.call("complete_password_reset", { ...takes, password_hash, secret_hash }));
  const probed = await complete(null, null);
  if (!probed.ok) return probed;
  const chosen = await hashNewPassword(ctx, password, probed.row.email);
  if (!chosen.ok) return chosen;
  const { signInAfter } = policyOf(ctx.policy, probed.row.collection).passwordReset;
  const answer = await complete(chosen.hash, signInAfter ? session.secret_hash : null);
  if (!answer.ok) return answer;
  return answer.row.session_id === null
    ? { ok: true, user: toUser(answer.row), session: null, secret: null }
    : { ok: true, secret, ...toSignedIn({ ...answer.row, session_id: answer.row.session_id }) };
}
