import { type RawBuilder, sql } from "kysely";

/** Where a page of events ended: the microsecond and the id of its last. Opaque to callers. */
export const CURSOR = /^(\d{1,16})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The column `cursor`, over a row of `audit_events`. */
export const cursorColumn = sql<string>`
  ((extract(epoch FROM at) * 1000000)::bigint || '_' || id) AS cursor`;

/** Whether a row comes after `cursor`, newest first. Rows that arrive in the meantime don't shift it. */
export function isAfter(cursor: string | null | undefined): RawBuilder<unknown> {
  const [, micros, id] = CURSOR.exec(cursor ?? "") ?? [];
  if (micros === undefined) return sql`true`;
  const at = sql`'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond'`;
  return sql`(at, id) < (${at}, ${id}::uuid)`;
}
