import { type Kysely, sql } from "kysely";
import { SEND_MAIL, SEND_NOTICE } from "./mail-queue.ts";
import type { Database } from "./schema.ts";

/**
 * Has mails whose last try failed wait no longer for their next: at most `most`, those first that somebody
 * waits for. Answers how many. For when a provider that was out takes mail again.
 */
export async function hastenMails(db: Kysely<Database>, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    WITH later AS MATERIALIZED (
      SELECT id, key, run_at, task_identifier FROM graphile_worker.jobs
      WHERE task_identifier IN (${SEND_MAIL}, ${SEND_NOTICE})
        AND locked_at IS NULL AND run_at > now() + interval '1 second'
    ), failed AS (
      SELECT later.id FROM later JOIN mails ON mails.id = later.key::uuid
      WHERE mails.state = 'queued' AND mails.tries > 0
      ORDER BY later.task_identifier = ${SEND_NOTICE}, later.run_at LIMIT ${most}
    )
    SELECT count(*)::integer AS count FROM graphile_worker.reschedule_jobs(
      ARRAY(SELECT id FROM failed), run_at := now()
    )`.execute(db);
  return rows[0]?.count ?? 0;
}
