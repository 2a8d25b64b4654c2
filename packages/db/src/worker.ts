import { EventEmitter } from "node:events";
import { Logger, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { createPool } from "./pool.ts";
import { holdWorkerLock, sweepDeadWorkers } from "./worker-locks.ts";

const SWEEP_EVERY_MS = 2_000;

export interface WorkerOptions {
  /** A direct connection: a pooler in transaction mode loses LISTEN and session locks. */
  databaseUrl: string;
  /** Each runs its tasks beside the others', so that what is slow in one keeps none of another waiting. */
  lanes: [Lane, ...Lane[]];
  /** Of tasks of the first lane. */
  crontab?: string;
  /** Asked before each job: the flags of those to leave for now. */
  skipFlags?: () => string[];
  /** Told of warnings and errors of the queue itself. */
  onProblem: (message: string) => void;
}

export interface Lane {
  tasks: TaskList;
  /** Jobs at the same time. */
  concurrency: number;
}

export interface Worker {
  /** Finishes the jobs it holds, then resolves. */
  stop(): Promise<void>;
}

/** What a lane's pool uses besides its jobs: to listen, to hold its lock, to sweep. */
const CONNECTIONS_BESIDES = 3;

/**
 * Runs jobs until stopped, and frees within seconds those of workers that died with them: the queue
 * itself would keep them locked for hours.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { databaseUrl, lanes, crontab, skipFlags, onProblem } = options;
  const onIdleError = (error: Error) => onProblem(`A worker's connection broke: ${error.message}`);
  const pool = createPool(databaseUrl, {
    max: lanes.reduce((sum, { concurrency }) => sum + concurrency + CONNECTIONS_BESIDES, 0),
    statementTimeoutMs: 0,
    onIdleError,
  });
  const stopping = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => {
    void holdWorkerLock(pool, workerPool.id, stopping.signal, onProblem);
  });
  const runners = await Promise.all(
    lanes.map(({ tasks, concurrency }, lane) =>
      run({
        pgPool: pool,
        events,
        concurrency,
        noHandleSignals: true,
        pollInterval: 1_000,
        taskList: tasks,
        ...(lane === 0 && crontab !== undefined && { crontab }),
        ...(skipFlags && { forbiddenFlags: skipFlags }),
        logger: problemLogger(onProblem),
      }),
    ),
  );
  const sweep = setInterval(() => void sweepDeadWorkers(pool).catch(onIdleError), SWEEP_EVERY_MS);
  return {
    async stop() {
      clearInterval(sweep);
      await Promise.all(runners.map((runner) => runner.stop()));
      stopping.abort();
      await endPool(pool);
    },
  };
}

function problemLogger(onProblem: (message: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") onProblem(message);
  });
}

async function endPool(pool: pg.Pool): Promise<void> {
  if (!pool.ended) await pool.end();
}
