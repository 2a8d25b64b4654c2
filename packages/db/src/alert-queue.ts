import { type RawBuilder, sql } from "kysely";

/** The job that tells one alert. Its payload is an `AlertMessage`. */
export const TELL_ALERT = "tell-alert";

/** What an alert says. It holds figures, and never an address. */
export interface AlertMessage {
  /** The same over all tries, so that who is told twice can know. */
  id: string;
  /** `mail.queue_aging`, and `mail.queue_aging.resolved` when it is over. */
  type: string;
  /** The database's time, ISO 8601. */
  timestamp: string;
  data: Record<string, number | string>;
}

/**
 * Adds the job that tells a row's `type` and `data`. Alerts are told one at a time, so that a receiver
 * that hangs keeps one worker's slot and no more.
 */
export function addAlertJob(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(graphile_worker.add_job(
    ${TELL_ALERT},
    json_build_object(
      'id', 'alert_' || gen_random_uuid(), 'type', ${row}.type,
      'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', ${row}.data
    ),
    queue_name := 'alerts', priority := 5
  )).id`;
}
