import type { MailUrgency } from "@watchword/db/mail-queue";
import type { Database } from "@watchword/db/schema";
import { type Kysely, type RawBuilder, sql } from "kysely";

/*
 * How many mails may leave in a minute, over all mailers: a row for each, free again a minute after
 * it was used. In no sixty seconds more are claimed than there are rows, and mailers that want one at the
 * same time skip each other's instead of waiting. Notices leave the first quarter to other mails.
 *
 * Of a network that had mails queued already, no burst of the rate uses up the minute: so many leave evenly, and
 * the last twelfth is left to networks that had none.
 */

/** Over how many seconds they leave evenly: enough for one. */
const EVENLY_SECONDS = 2;

/** Whether the network of a mail, by its row in `due`, had mails queued already. */
export const isInCrowd = sql`(due.turn >= 1000)`;

/** Makes sure that there are as many slots as mails may leave in a minute. */
export async function prepareMailSlots(db: Kysely<Database>, perMinute: number): Promise<void> {
  await sql`
    INSERT INTO mail_slots (number) SELECT generate_series(1, ${perMinute}::int)
    ON CONFLICT DO NOTHING`.execute(db);
}

/**
 * CTEs over the mails `due`: `free_slots` has the slots that they may use, at most one for each, and `slots` says
 * in one row how many these are, `free`, and how many of them are `for_crowd`. Nulls for no limit.
 */
export function freeSlots(perMinute: number | null, urgency: MailUrgency): RawBuilder<unknown> {
  if (perMinute === null)
    return sql`slots AS (SELECT NULL::integer AS free, NULL::integer AS for_crowd)`;
  const reserved = urgency === "notice" ? Math.floor(perMinute / 4) : 0;
  const seconds = Math.max(EVENLY_SECONDS, 60 / perMinute);
  const evenly = Math.ceil((perMinute * seconds) / 60);
  const isFree = sql`used_at <= now() - interval '1 minute'`;
  return sql`free_slots AS MATERIALIZED (
      SELECT number, used_at FROM mail_slots
      WHERE ${isFree} AND number > ${reserved} AND number <= ${perMinute}
      ORDER BY used_at LIMIT (SELECT count(*) FROM due WHERE alive) FOR UPDATE SKIP LOCKED
    ), slots AS MATERIALIZED (
      SELECT (SELECT count(*) FROM free_slots) AS free, least(
        ${evenly} - (SELECT count(*) FROM mail_slots
          WHERE used_at > now() - make_interval(secs => ${seconds}) AND number <= ${perMinute}),
        (SELECT count(*) FROM mail_slots WHERE ${isFree} AND number <= ${perMinute}) - ${Math.floor(perMinute / 12)}
      ) AS for_crowd
    )`;
}

/** A statement that uses as many of `free_slots` as `mails`, a query of one number, says. */
export function useSlots(
  perMinute: number | null,
  mails: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (perMinute === null) return sql`SELECT`;
  return sql`
    UPDATE mail_slots SET used_at = now()
    WHERE number IN (SELECT number FROM free_slots ORDER BY used_at LIMIT (${mails}))`;
}
