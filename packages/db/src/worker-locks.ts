import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { beat } from "./heartbeat.ts";

/*
 * Who is alive. A worker holds a session advisory lock under its id, on a connection of its own:
 * Postgres drops it the moment the process is gone, however it went. A job whose worker's lock is
 * free belongs to nobody. If the connection breaks while the worker lives, its jobs may run twice,
 * which a mail survives (its id is the idempotency key); the lock is taken again at once.
 */

const LOCK_KEY = "hashtextextended('watchword:worker:' || $1::text, 0)";
/** A worker takes its lock just after it has an id: a job taken this moment proves nothing yet. */
const SETTLED = "interval '3 seconds'";

const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;

/** Holds a worker's lock until `signal` aborts, over broken connections too. */
export async function holdWorkerLock(
  pool: pg.Pool,
  workerId: string,
  signal: AbortSignal,
  onProblem: (message: string) => void,
): Promise<void> {
  let pauseMs = MIN_PAUSE_MS;
  while (!signal.aborted) {
    try {
      await holdOnce(pool, workerId, signal, () => (pauseMs = MIN_PAUSE_MS));
    } catch (error) {
      onProblem(`A worker lost its lock, which it takes again in ${pauseMs} ms: ${String(error)}`);
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
  }
}

async function holdOnce(
  pool: pg.Pool,
  workerId: string,
  signal: AbortSignal,
  onHeld: () => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    // Held by a connection of ours that broke unnoticed, it is held: Postgres will drop it in time.
    const { rows } = await client.query<{ held: boolean }>(
      `SELECT pg_try_advisory_lock(${LOCK_KEY}) AS held`,
      [workerId],
    );
    if (!rows[0]?.held) throw new Error("a connection that broke has it still");
    onHeld();
    const [error] = await Promise.race([
      once(client, "error", { signal }),
      once(client, "end", { signal }),
      beat(client, signal).then(() => []),
    ]);
    if (!signal.aborted) throw error ?? new Error("the connection ended");
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    client.release(true);
  }
}

/** Frees the jobs of workers that are gone. */
export async function sweepDeadWorkers(pool: pg.Pool): Promise<void> {
  await pool.query(`
    SELECT graphile_worker.force_unlock_workers(array_agg(held.worker_id)) FROM (
      SELECT DISTINCT locked_by AS worker_id FROM graphile_worker.jobs
      WHERE locked_by IS NOT NULL AND locked_at < now() - ${SETTLED}
      OFFSET 0
    ) AS held
    WHERE pg_try_advisory_xact_lock(${LOCK_KEY.replace("$1::text", "held.worker_id")})`);
}
