import type { MailEvent } from "@watchword/db/mail-event";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address/email-address.ts";
import { isUuid } from "../uuid.ts";

/** States by rank: each overrides those before it. */
const RANK: MailEvent["state"][] = ["delayed", "failed", "delivered", "bounced", "complained"];

const SUPPRESSES: Partial<Record<MailEvent["state"], "bounce" | "complaint">> = {
  bounced: "bounce",
  complained: "complaint",
};

/**
 * Updates a mail's state from an event of its provider, and suppresses an address that doesn't exist or complains.
 * Events may come in any order and more than once: a mail only moves to a state of a higher rank, and only an event
 * that moves one suppresses. A complaint suppresses even if its mail was deleted, because people complain late. False
 * if the event changed nothing.
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
