import { type Kysely, sql } from "kysely";

/** An alert that was waiting in the earlier release's queue. */
export interface QueuedAlert {
  id: string;
  type: string;
  data: unknown;
  created_at: Date;
}

/**
 * The alerts that wait in the job queue of earlier releases, as far as the current role may read it; empty if there is
 * none, or it belongs to another program. Mails aren't read from it, because their rows say everything.
 */
export async function waitingAlerts(db: Kysely<unknown>): Promise<QueuedAlert[]> {
  const { rows: found } = await sql<{ may: boolean }>`
    SELECT has_schema_privilege(nspname, 'USAGE')
      AND coalesce(has_table_privilege(to_regclass('graphile_worker._private_jobs'), 'SELECT'), false) AS may
    FROM pg_namespace WHERE nspname = 'graphile_worker'`.execute(db);
  if (!found[0]?.may) return [];
  const { rows } = await sql<QueuedAlert>`
    SELECT substring(payload ->> 'id' FROM '^alert_(.*)$') AS id, payload ->> 'type' AS type,
      payload -> 'data' AS data, (payload ->> 'timestamp')::timestamptz AS created_at
    FROM graphile_worker._private_jobs AS job
      JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
    WHERE task.identifier = 'tell-alert' AND attempts < max_attempts
      AND payload ->> 'id' ~ '^alert_[0-9a-f-]{36}$'`.execute(db);
  return rows;
}
