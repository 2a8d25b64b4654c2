import { createPool } from "./pool.ts";
import { type Lane, openLane } from "./worker-lane.ts";
import { sweepDeadWorkers } from "./worker-locks.ts";

const SWEEP_EVERY_MS = 2_000;
/** What each lane keeps, to listen and to hold its lock. The others are for moments, and shared. */
const KEPT_CONNECTIONS = 2;

/** How many connections a worker takes whose lanes have so many jobs at the same time. */
export function workerConnections(concurrencies: readonly number[]): number {
  return Math.max(...concurrencies) + concurrencies.length * KEPT_CONNECTIONS;
}

export interface WorkerOptions {
  /** A direct connection: a pooler in transaction mode loses LISTEN and session locks. */
  databaseUrl: string;
  /** Each runs its tasks beside the others', so that what is slow in one keeps none of another waiting. */
  lanes: [Lane, ...Lane[]];
  /** Asked before each job: the flags of those to leave for now. */
  skipFlags: () => string[];
  /** Told of warnings and errors of the queue itself. */
  onProblem: (message: string) => void;
}

export interface Worker {
  /** Whether every lane still gets jobs, or the answer that there are none. */
  isTurning(): boolean;
  /** Finishes the jobs it holds, then resolves. */
  stop(): Promise<void>;
}

/**
 * Runs jobs until stopped, whatever becomes of its connections, and frees within seconds those of
 * workers that died with them: the queue itself would keep them locked for hours.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { databaseUrl, lanes, skipFlags, onProblem } = options;
  const onIdleError = (error: Error) => onProblem(`A worker's connection broke: ${error.message}`);
  const pool = createPool(databaseUrl, {
    max: workerConnections(lanes.map(({ concurrency }) => concurrency)),
    onIdleError,
  });
  const open = await Promise.all(
    lanes.map((lane) => openLane(lane, { pool, skipFlags, onProblem })),
  );
  const sweep = setInterval(() => void sweepDeadWorkers(pool).catch(onIdleError), SWEEP_EVERY_MS);
  return {
    isTurning: () => open.every((lane) => lane.beats()),
    async stop() {
      clearInterval(sweep);
      await Promise.all(open.map((lane) => lane.stop()));
      if (!pool.ended) await pool.end();
    },
  };
}
