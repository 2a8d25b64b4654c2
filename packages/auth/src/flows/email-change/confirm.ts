import type { Client } from "../../client.ts";
import { sealChallenge } from "../../challenge/start.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { maskEmail } from "../../email-address/email-address.ts";
import { hashSecret } from "../../keys/keys.ts";
import { rowOf } from "../../purposes.ts";
import { sealNotice } from "../../notice/notice.ts";
import { type SignedIn, toSignedIn } from "../../views/session.ts";
import { signInNotice } from "../../notice/new-sign-in.ts";
import { newSession, type SessionStart } from "../../session/start.ts";
import { type CodeCredential, hashCredential } from "../../tokens/credential.ts";
import { createLongToken } from "../../keys/long-token.ts";
import { redeem, redeeming, type TokenRefusal } from "../../tokens/redeem.ts";
import { uuidByTime } from "../../uuid.ts";

export type ConfirmEmailChangeResult =
  | ({ ok: true; secret: string } & SignedIn)
  | TokenRefusal
  | Refusal<"UNAUTHENTICATED">;

/**
 * Moves the caller's account to the address that they prove. Ends every other session and every live token, renews the
 * session, and tells both addresses: the old one, which stays reserved for a week, gets a link that undoes the change.
 * A return to an address that still has such a link counts as that undo, and an address that was never proven gets no
 * link. `INVALID_TOKEN` if another account has the address, `UNAUTHENTICATED` if the session has ended.
 */
export async function confirmEmailChange(
  ctx: AuthContext,
  { user, session: asking }: SignedIn,
  credential: CodeCredential,
  start: SessionStart,
): Promise<ConfirmEmailChangeResult> {
  const hashed = hashCredential(ctx, "email-change", credential);
  if (!hashed) return refuse("INVALID_TOKEN");
  const { secret, takes: session } = newSession(ctx, start);
  const takes = {
    user: user.id,
    session: asking.id,
    email: user.email,
    ...(await redeeming(ctx, hashed, start.client)),
    ...session,
    ...signInNotice(ctx, start.client),
  };
  // Only once the code is judged is it known which addresses the notices name.
  const probed = await redeem(ctx.call("confirm_email_change", { ...takes, ...NO_NOTICES }));
  if (!probed.ok) return probed;
  if (probed.row.verdict === "UNAUTHENTICATED") return refuse("UNAUTHENTICATED");
  const notices = sealNotices(ctx, start.client, user.email, probed.row.email);
  const answer = await redeem(ctx.call("confirm_email_change", { ...takes, ...notices }));
  if (!answer.ok) return answer;
  if (answer.row.verdict !== "GRANTED") return refuse("UNAUTHENTICATED");
  return { ok: true, secret, ...toSignedIn(answer.row) };
}

const NO_NOTICES = {
  change_notice_id: null,
  change_notice: null,
  old_notice_id: null,
  old_notice: null,
  undo_id: null,
  undo_hash: null,
  undo_sealed: null,
  undo_ttl: null,
};

/** The notices to the new address and to the old one, with or without a link that undoes the change. */
function sealNotices(ctx: AuthContext, client: Client, oldEmail: string, newEmail: string) {
  const newNotice = sealNotice(ctx, { client, to: newEmail, newEmail });
  const masked = maskEmail(newEmail);
  const oldNotice = sealNotice(ctx, { client, to: oldEmail, newEmail: masked });
  const undoId = uuidByTime();
  const token = createLongToken(undoId);
  return {
    change_notice_id: newNotice.id,
    change_notice: newNotice.sealed,
    old_notice_id: oldNotice.id,
    old_notice: oldNotice.sealed,
    undo_id: undoId,
    undo_hash: hashSecret(token),
    undo_sealed: sealChallenge(ctx, undoId, {
      code: null,
      token,
      phrase: null,
      next: masked,
      client,
    }),
    undo_ttl: rowOf("email-change-undo").linkSeconds(ctx.policy),
  };
}
