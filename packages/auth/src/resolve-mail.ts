import { isNotice, type MailKind } from "@watchword/db/mail-queue";
import type { AuthContext } from "./context.ts";
import type { QueuedMail, ResolvedMail } from "./challenge/mail.ts";
import { resolveEmailChangeMail } from "./email-change/request.ts";
import { resolveUndoMail } from "./email-change/undo.ts";
import { resolveEmailOtpMail } from "./email-otp/mail.ts";
import { resolveEmailVerificationMail } from "./email-verification/email-verification.ts";
import { resolveNotice } from "./notice/notice.ts";
import { resolveSignUpMail } from "./password/sign-up.ts";
import { resolvePasswordResetMail } from "./password-reset/request.ts";

export type { ResolvedMail };

type ResolveTokenMail = (
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
) => Promise<ResolvedMail | null>;

/** What the mail of a token says, by the kind that it was queued under. */
const tokenMails: Partial<Record<MailKind, ResolveTokenMail>> = {
  "email-otp": resolveEmailOtpMail,
  "password-sign-up": resolveSignUpMail,
  "password-reset": resolvePasswordResetMail,
  "email-verification": resolveEmailVerificationMail,
  "email-change": resolveEmailChangeMail,
  "email-changed": resolveUndoMail,
};

/**
 * What a claimed mail says, and to whom; null where there is nothing (more) to say: its token is used or
 * over. It says `withheld` where its address may not have it. Links begin with `publicUrl`.
 */
export async function resolveClaimedMail(
  ctx: AuthContext,
  publicUrl: string,
  { id, kind, tokenId }: { id: string; kind: string; tokenId: string | null },
): Promise<ResolvedMail | null> {
  if (tokenId === null) return isNotice(kind) ? resolveNotice(ctx, kind, id) : null;
  const resolve = tokenMails[kind as MailKind];
  return resolve ? resolve(ctx, publicUrl, { id, tokenId }) : null;
}

/** The same of a mail that waits still; null for one that is withheld too. */
export async function resolveMail(
  ctx: AuthContext,
  publicUrl: string,
  mailId: string,
): Promise<ResolvedMail | null> {
  const mail = await ctx.db
    .selectFrom("mails")
    .select(["id", "kind", "token_id as tokenId"])
    .where("id", "=", mailId)
    .where("state", "in", ["queued", "sending"])
    .executeTakeFirst();
  const said = mail ? await resolveClaimedMail(ctx, publicUrl, mail) : null;
  return said?.withheld ? null : said;
}
