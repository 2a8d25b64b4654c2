import type { Mail } from "@watchword/db/mail-queue";
import { openMail, type QueuedMail, toChallengeMail } from "../challenge/mail.ts";
import type { AuthContext } from "../context.ts";
import { mayHaveSession } from "../user/known-account.ts";

/** The sign-in mail, or null where the address may not sign in. */
export async function resolveEmailOtpMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<Mail | null> {
  const opened = await openMail(ctx, mail, mayHaveSession(ctx.policy));
  return opened && toChallengeMail("email-otp", opened, `${publicUrl}/sign-in/link`);
}
