import type { NoticeMail } from "@watchword/db/mail-queue";
import { linkOf, type LinkSite, type OpenedMail, type ResolvedMail } from "../../challenge/mail.ts";
import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import type { Functions } from "../../functions.generated.ts";
import { refuse } from "../../refusal.ts";
import { maskEmail } from "../../email-address/email-address.ts";
import { NOTICES_AN_HOUR, sealNotice } from "../../notice/notice.ts";
import { mailLimits } from "../../rate-limit/mail-bucket.ts";
import { hashLink } from "../../tokens/credential.ts";
import { redeem, type TokenRefusal } from "../../tokens/redeem.ts";

/**
 * Undoes a change of address: the old address returns, every session and every live token ends, the password is
 * removed, and later changes can't be undone any more. Both addresses get a notice.
 */
export async function undoEmailChange(
  ctx: AuthContext,
  token: string,
  client: Client,
): Promise<{ ok: true } | TokenRefusal> {
  const link = hashLink(token);
  if (!link) return refuse("INVALID_TOKEN");
  const { refill_seconds } = mailLimits(ctx);
  const notice = sealNotice(ctx, { client });
  const takes = {
    ...link,
    refill_seconds,
    change_notice_id: notice.id,
    change_notice: notice.sealed,
    most_an_hour: NOTICES_AN_HOUR,
  };
  let oldNotice: OldNotice = { leaving: null, old_notice_id: null, old_notice: null };
  for (;;) {
    const answer = await redeem(ctx.call("undo_email_change", { ...takes, ...oldNotice }));
    if (!answer.ok) return answer;
    const { verdict, current_email: leaving, previous_email: returning } = answer.row;
    if (verdict === "GRANTED") return { ok: true };
    // Only once the link is judged is it known which address gets a notice. The account may leave that for another in
    // the meantime.
    if (leaving === null || returning === null) throw new Error("A change was undone for nobody.");
    const { id, sealed } = sealNotice(ctx, { client, to: leaving, newEmail: maskEmail(returning) });
    oldNotice = { leaving, old_notice_id: id, old_notice: sealed };
  }
}

/** The notice to the address that the account leaves. */
type OldNotice = Pick<
  Functions["undo_email_change"]["takes"],
  "leaving" | "old_notice_id" | "old_notice"
>;

/** The notice to the old address, with the link that undoes the change. */
export function toUndoMail(opened: OpenedMail, site: LinkSite): ResolvedMail<NoticeMail> {
  const { id, to, requestedBy, resolvedAt, withheld, secrets } = opened;
  return {
    id,
    kind: "email-changed",
    to,
    locale: opened.accountLocale,
    requestedBy,
    resolvedAt,
    withheld,
    newEmail: secrets.next,
    repeats: 0,
    undo: linkOf("email-change-undo", opened, site),
  };
}
