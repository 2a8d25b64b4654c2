import { type TaskList, Logger, runOnce } from "graphile-worker";
import { type Kysely, sql } from "kysely";
import type pg from "pg";
import type { Database } from "./schema.ts";

export interface WaitingJobs {
  pool: pg.Pool;
  tasks: TaskList;
  /** Jobs at the same time; 1 unless told. */
  concurrency?: number;
  /** Asked before each job: the flags of those to leave for now. */
  skipFlags?: () => string[];
  onProblem: (message: string) => void;
}

/** Runs the jobs whose time has come, once: without LISTEN or locks of a session, so also through a pooler. */
export function runWaitingJobs(jobs: WaitingJobs): Promise<void> {
  const { pool, tasks, concurrency = 1, skipFlags = () => [], onProblem } = jobs;
  return runOnce({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    taskList: tasks,
    forbiddenFlags: skipFlags,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") onProblem(message);
    }),
  });
}

/** In how many milliseconds the next job of these tasks wants to run, without those to leave; null for none. */
export async function nextJobInMs(
  db: Kysely<Database>,
  tasks: string[],
  skipFlags: string[] = [],
): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    SELECT (extract(epoch FROM min(run_at) - now()) * 1000)::float8 AS ms
    FROM graphile_worker.jobs
    WHERE task_identifier = ANY(${tasks}) AND locked_at IS NULL AND attempts < max_attempts
      AND NOT coalesce(flags, '{}') ?| ${skipFlags}::text[]`.execute(db);
  const ms = rows[0]?.ms ?? null;
  return ms && Math.max(0, ms);
}

/** Longer than any job takes. */
const ABANDONED = sql`interval '3 minutes'`;

/**
 * Frees the jobs of who has held them too long to live still: a function that was ended, which holds no
 * lock that would tell. Where workers run, theirs are freed within seconds (`worker-locks.ts`).
 */
export async function freeAbandonedJobs(db: Kysely<Database>): Promise<void> {
  await sql`
    SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
    FROM graphile_worker.jobs WHERE locked_at < now() - ${ABANDONED}`.execute(db);
}
