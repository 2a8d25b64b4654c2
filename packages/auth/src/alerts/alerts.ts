import { enqueueAlerts } from "@watchword/db/alert-queue";
import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { allFigures, limitStoreFails } from "./figures.ts";

/** An alert that was just raised or has just ended (`….resolved`). */
export interface ToldAlert {
  type: string;
  data: Record<string, number | string>;
}

/**
 * Checks everything that alerts are about: raises new alerts, removes those that are over, and queues a message for
 * each. Any number of processes may do this at the same time.
 */
export async function lookForAlerts(ctx: AuthContext): Promise<ToldAlert[]> {
  return settle(ctx, allFigures(ctx));
}

/**
 * Raises the alert that this process can't count limits in its store. It is over once no process has reported that for
 * a while.
 */
export async function noteFailedLimitStore(ctx: AuthContext): Promise<ToldAlert[]> {
  return settle(ctx, limitStoreFails);
}

/*
 * An alert stands while its row is there. The statement that inserts or deletes the row also queues its message: of
 * many processes only one sends it, and a crash neither loses nor repeats it. These statements run one at a time,
 * because the rows of several alerts are locked in no fixed order.
 */
async function settle(ctx: AuthContext, figures: RawBuilder<unknown>): Promise<ToldAlert[]> {
  const { rows } = await sql<ToldAlert>`
    WITH turn AS MATERIALIZED (
      SELECT pg_advisory_xact_lock(hashtextextended('watchword:alerts', 0))
    ), figure AS MATERIALIZED (
      SELECT figures.* FROM turn CROSS JOIN (${figures}) AS figures
    ), raised AS (
      INSERT INTO alerts (key, type, data) SELECT key, type, data FROM figure WHERE raises
      ON CONFLICT (key) DO NOTHING
      RETURNING type, data
    ), seen AS (
      UPDATE alerts SET seen_at = now(), data = figure.data FROM figure
      WHERE alerts.key = figure.key AND figure.raises
    ), over AS (
      DELETE FROM alerts USING figure WHERE alerts.key = figure.key AND NOT figure.stands
      RETURNING alerts.type || '.resolved' AS type,
        figure.data || jsonb_build_object('raisedAt',
          to_char(alerts.raised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS data
    ), changed AS MATERIALIZED (
      SELECT * FROM raised UNION ALL SELECT * FROM over
    ), queued AS (${enqueueAlerts(sql`changed`)})
    SELECT type, data FROM queued`.execute(ctx.db);
  return rows;
}
