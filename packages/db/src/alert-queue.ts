import { type RawBuilder, sql } from "kysely";

/** A statement that queues a message for each row of `told`, with its `type` and `data`. */
export function enqueueAlerts(told: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`INSERT INTO alert_messages (type, data) SELECT type, data FROM ${told} RETURNING type, data`;
}
