import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** What an alert says. It contains figures, never an address. */
export interface AlertMessage {
  /** Stays the same over all tries, so that a receiver recognizes a repeated message. */
  id: string;
  /** `mail.queue_aging`, and `mail.queue_aging.resolved` when it is over. */
  type: string;
  /** The database's time, ISO 8601. */
  timestamp: string;
  data: Record<string, number | string>;
}

/** A message that this process has claimed to deliver. */
export interface ClaimedAlert {
  id: string;
  lease: string;
  tries: number;
  message: AlertMessage;
}

/** Longer than the time that a receiver has to answer. */
const LEASE = sql`interval '30 seconds'`;
/** After that, whoever runs the receiver has other ways to learn of the alert. */
const KEPT = sql`interval '3 days'`;

/** Claims messages that are due, the oldest first. */
export async function claimAlerts(
  db: Kysely<Database>,
  lease: string,
  limit: number,
): Promise<ClaimedAlert[]> {
  const { rows } = await sql<Omit<AlertMessage, "timestamp"> & { tries: number; created_at: Date }>`
    UPDATE alert_messages SET run_at = now() + ${LEASE}, lease = ${lease}
    WHERE id IN (
      SELECT id FROM alert_messages WHERE run_at <= now()
      ORDER BY run_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING id, type, data, tries, created_at`.execute(db);
  return rows.map(({ id, type, data, tries, created_at }) => {
    const message = { id: `alert_${id}`, type, timestamp: created_at.toISOString(), data };
    return { id, lease, tries, message };
  });
}

/** Deletes a delivered message. */
export async function dropAlert(db: Kysely<Database>, { id }: ClaimedAlert): Promise<void> {
  await db.deleteFrom("alert_messages").where("id", "=", id).execute();
}

/** Puts a message back for another try after a pause, or gives it up when it is three days old. */
export async function putAlertBack(
  db: Kysely<Database>,
  { id, lease }: ClaimedAlert,
  pauseMs: number,
): Promise<void> {
  await sql`
    WITH given_up AS (
      DELETE FROM alert_messages WHERE id = ${id} AND created_at < now() - ${KEPT}
    )
    UPDATE alert_messages SET tries = tries + 1, run_at = now() + make_interval(secs => ${pauseMs / 1000})
    WHERE id = ${id} AND lease = ${lease} AND created_at >= now() - ${KEPT}`.execute(db);
}
