import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/**
 * Makes at most `most` mails whose last try failed due now, first those that somebody is waiting for. Returns how many.
 * For when a provider works again after an outage.
 */
export async function retryMailsNow(db: Kysely<Database>, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE mails SET run_at = now() WHERE id IN (
      SELECT id FROM mails
      WHERE state = 'queued' AND tries > 0 AND run_at > now() + interval '1 second'
      ORDER BY priority, turn, run_at LIMIT ${most} FOR UPDATE SKIP LOCKED
    )`.execute(db);
  return Number(numAffectedRows);
}
