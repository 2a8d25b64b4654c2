import type { MailUrgency } from "@watchword/db/mail-queue";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/*
 * How many mails may leave in a minute, over all mailers: there is a row for each, which is free again a minute after
 * it was used. So no sixty seconds see more claims than there are rows, and mailers that want one at the same time skip
 * each other's instead of waiting. Notices leave the first quarter to other mails.
 *
 * A network that already has mails queued can't use up the minute with a burst: such mails leave evenly, and the last
 * twelfth is kept for networks that have none.
 */

/** The span over which such mails leave evenly: long enough for one mail. */
const EVENLY_SECONDS = 2;

/** Makes sure that there are as many slots as mails may leave in a minute. */
export async function prepareMailSlots(db: Kysely<Database>, perMinute: number): Promise<void> {
  await sql`
    INSERT INTO mail_slots (number) SELECT generate_series(1, ${perMinute}::int)
    ON CONFLICT DO NOTHING`.execute(db);
}

/** The rate as parameters of `claim_mails`; nulls for no limit. */
export function slotsToTake(perMinute: number | null, urgency: MailUrgency) {
  const evenSeconds = perMinute === null ? 0 : Math.max(EVENLY_SECONDS, 60 / perMinute);
  const most = perMinute ?? 0;
  return {
    per_minute: perMinute,
    reserved: urgency === "notice" ? Math.floor(most / 4) : 0,
    evenly: Math.ceil((most * evenSeconds) / 60),
    even_seconds: evenSeconds,
    uncrowded: Math.floor(most / 12),
  };
}
