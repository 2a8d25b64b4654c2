import type { MailEvent } from "@watchword/db/mail-event";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address/email-address.ts";
import { isUuid } from "../uuid.ts";

/** Events from the first to the last word. */
const RANK: MailEvent["state"][] = ["delayed", "failed", "delivered", "bounced", "complained"];

const SUPPRESSES: Partial<Record<MailEvent["state"], "bounce" | "complaint">> = {
  bounced: "bounce",
  complained: "complaint",
};

/**
 * Moves a mail on by what its provider tells, and suppresses an address that has no mailbox or
 * complains. In whatever order and however often events come, the last word stands: a mail moves by
 * rank only, and only an event that moves one suppresses. A complaint does also when its mail is long
 * gone, since people complain late. False where it told nothing new of a mail of ours.
 */
export async function recordMailEvent(ctx: AuthContext, event: MailEvent): Promise<boolean> {
  const { provider, providerId, state, at } = event;
  const mailId = event.mailId !== null && isUuid(event.mailId) ? event.mailId : null;
  const email = normalizeEmail(event.to ?? "");
  const reason = state !== "bounced" || event.hard ? SUPPRESSES[state] : undefined;
  const bounce = state === "bounced" ? (event.hard ? "hard" : "soft") : null;
  const [row] = await ctx.call("note_mail_event", {
    mail: mailId,
    provider,
    provider_id: providerId,
    state,
    at,
    bounce,
    rank: RANK,
    email,
    suppresses: email && reason ? reason : null,
  });
  return row?.note_mail_event ?? false;
}
