import type { MailEvent } from "@watchword/db/mail-event";
import { recordMails } from "@watchword/db/mail-record";
import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address.ts";
import { isUuid } from "../uuid.ts";
import { suppress } from "./suppression.ts";

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
  const isLate = sql`(${state === "complained" && mailId !== null}::boolean
    AND NOT EXISTS (SELECT FROM mails WHERE id = ${mailId}::uuid))`;
  const { rows } = await sql<{ moved: boolean }>`
    WITH moved AS (
      UPDATE mails SET
        state = ${state}, event_at = ${at}, provider = ${provider}, provider_id = ${providerId},
        settled_at = coalesce(settled_at, now()), rendition = NULL, sealed = NULL
      WHERE (id = ${mailId}::uuid OR (provider = ${provider} AND provider_id = ${providerId}))
        AND (event_at IS NULL OR array_position(${RANK}::text[], state) < array_position(${RANK}::text[], ${state}))
      RETURNING id, token_id, user_id, state, ${bounce}::text AS reason
    ), recorded AS (${recordMails(sql`moved`)})
    ${email && reason ? sql`, suppressed AS (${suppress(email, reason, sql`${at}::timestamptz`, sql`(EXISTS (SELECT FROM moved) OR ${isLate})`)})` : sql``}
    SELECT EXISTS (SELECT FROM moved) AS moved`.execute(ctx.db);
  return rows[0]?.moved ?? false;
}
