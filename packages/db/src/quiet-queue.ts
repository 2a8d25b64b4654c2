import type pg from "pg";

/**
 * Changes how the queue's own function adds jobs, in two things. It tells workers by NOTIFY, and a commit
 * that notifies keeps a lock of the whole server until it is on the disk, so that no two are written
 * together: here it tells the connection alone, and `tellWorkers` does the rest. And it looks for a job's
 * key; planned while the queue was empty that would read the whole of it for each job from then on.
 */
export async function quietQueue(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ quiet: boolean }>(`
    SELECT proconfig IS NOT NULL AS quiet FROM pg_proc
    WHERE oid = 'graphile_worker.add_jobs'::regproc`);
  if (rows[0]?.quiet) return;
  await pool.query(`
    CREATE OR REPLACE FUNCTION graphile_worker.pg_notify(channel text, payload text) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
      RAISE NOTICE USING MESSAGE = channel, DETAIL = payload;
    END
    $$;
    ALTER FUNCTION graphile_worker.add_jobs
      SET search_path = graphile_worker, pg_catalog, pg_temp
      SET enable_seqscan = off`);
}
