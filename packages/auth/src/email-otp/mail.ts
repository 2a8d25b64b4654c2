import {
  isEnabled,
  openMail,
  type QueuedMail,
  type ResolvedMail,
  toChallengeMail,
} from "../challenge/mail.ts";
import type { AuthContext } from "../context.ts";
import { openCollections } from "../user/open-collections.ts";

/**
 * The sign-in mail, withheld where a closed collection doesn't know the address. In an open one every
 * address gets it, a disabled account's too: a mail withheld would be an answer.
 */
export async function resolveEmailOtpMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<ResolvedMail | null> {
  const open = openCollections(ctx.policy);
  const opened = await openMail(
    ctx,
    mail,
    (one) => open.includes(one.collection) || isEnabled(one),
  );
  return opened && toChallengeMail("email-otp", opened, `${publicUrl}/sign-in/link`);
}
