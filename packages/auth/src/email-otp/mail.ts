import type { Mail } from "@watchword/db/mail-queue";
import { openMail, type QueuedMail, toChallengeMail } from "../challenge/mail.ts";
import type { AuthContext } from "../context.ts";
import { sql } from "kysely";
import { isOpen, knownIsEnabled } from "../user/known-account.ts";

/**
 * The sign-in mail, withheld where a closed collection doesn't know the address. In an open one every
 * address gets it, a disabled account's too: a mail withheld would be an answer.
 */
export async function resolveEmailOtpMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<Mail | null> {
  const opened = await openMail(ctx, mail, sql`(${isOpen(ctx.policy)} OR ${knownIsEnabled})`);
  return opened && toChallengeMail("email-otp", opened, `${publicUrl}/sign-in/link`);
}
