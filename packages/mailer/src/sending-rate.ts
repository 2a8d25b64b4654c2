import type { MailUrgency } from "@watchword/db/mail-queue";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/*
 * How many mails may leave in a minute, over all workers: a row for each, free again a minute after
 * it was used. In no sixty seconds more leave than there are rows, and workers that want one at the
 * same time skip each other's instead of waiting. Notices leave the first quarter to other mails.
 */

/** Makes sure that there are as many slots as mails may leave in a minute. */
export async function prepareMailSlots(db: Kysely<Database>, perMinute: number): Promise<void> {
  await sql`
    INSERT INTO mail_slots (number) SELECT generate_series(1, ${perMinute}::int)
    ON CONFLICT DO NOTHING`.execute(db);
}

/** Takes a slot of this minute, or says in how many milliseconds one may be free. */
export async function takeMailSlot(
  db: Kysely<Database>,
  perMinute: number,
  urgency: MailUrgency,
): Promise<{ ok: true } | { ok: false; retryAfterMs: number }> {
  const reserved = urgency === "notice" ? Math.floor(perMinute / 4) : 0;
  const open = sql`number > ${reserved} AND number <= ${perMinute}`;
  const { rows } = await sql<{ taken: boolean; wait_ms: number }>`
    WITH free AS (
      SELECT number FROM mail_slots
      WHERE used_at <= now() - interval '1 minute' AND ${open}
      ORDER BY used_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE mail_slots SET used_at = now() FROM free WHERE mail_slots.number = free.number
      RETURNING mail_slots.number
    )
    SELECT EXISTS (SELECT FROM taken) AS taken, greatest(100, (
      SELECT extract(epoch FROM min(used_at) + interval '1 minute' - now()) * 1000
      FROM mail_slots WHERE ${open}
    ))::float8 AS wait_ms`.execute(db);
  const { taken = false, wait_ms = 1_000 } = rows[0] ?? {};
  return taken ? { ok: true } : { ok: false, retryAfterMs: Math.ceil(wait_ms) };
}
