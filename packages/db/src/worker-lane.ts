import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { createPulse, type Pulse } from "./lane-pulse.ts";
import { holdWorkerLock } from "./worker-locks.ts";

/** Before a lane that ended by itself is opened again. */
const REOPEN_AFTER_MS = 1_000;
/** A worker killed by then has its job run again, which changes nothing. */
const NOTE_DONE_AFTER_MS = 20;

export interface Lane {
  tasks: TaskList;
  /** Jobs at the same time. */
  concurrency: number;
  crontab?: string;
}

interface LaneContext {
  pool: pg.Pool;
  skipFlags: () => string[];
  onProblem: (message: string) => void;
}

interface Watched extends LaneContext {
  pulse: Pulse;
}

interface OpenedLane {
  runner: Runner;
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<void>;
}

/**
 * Runs the jobs of a lane until stopped. The queue's library ends where it can't note that a job is
 * done; then the lane is opened again under another id, and what the old one held is freed.
 */
export async function openLane(
  lane: Lane,
  given: LaneContext,
): Promise<{ beats(): boolean; stop(): Promise<void> }> {
  const stopping = new AbortController();
  const context = { ...given, pulse: createPulse(lane.concurrency) };
  let opened = await open(lane, context);

  async function keepOpen(): Promise<void> {
    await opened.ended;
    if (stopping.signal.aborted) return;
    context.onProblem("A worker has ended by itself, and is started again.");
    const again = await reopen(lane, context, stopping.signal);
    if (!again) return;
    opened = again;
    if (stopping.signal.aborted) await opened.runner.stop();
    return keepOpen();
  }
  const closed = keepOpen();

  return {
    beats: context.pulse.beats,
    async stop() {
      stopping.abort();
      // One that has ended by itself says that it is stopped already.
      await opened.runner.stop().catch(() => {});
      await closed;
    },
  };
}

async function open(lane: Lane, context: Watched): Promise<OpenedLane> {
  const { pool, skipFlags, onProblem, pulse } = context;
  const over = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  pulse.listen(events);
  events.on("pool:create", ({ workerPool }) => {
    void holdWorkerLock(pool, workerPool.id, over.signal, onProblem);
  });
  const runner = await run({
    pgPool: pool,
    events,
    concurrency: lane.concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    taskList: lane.tasks,
    // Jobs that are done are noted together. Without these one that can't be noted as done or failed is a
    // rejection that nobody handles.
    preset: { worker: { completeJobBatchDelay: NOTE_DONE_AFTER_MS, failJobBatchDelay: 0 } },
    forbiddenFlags: skipFlags,
    logger: problemLogger(onProblem),
    ...(lane.crontab !== undefined && { crontab: lane.crontab }),
  });
  const ended = runner.promise.catch(() => {}).then(() => over.abort());
  return { runner, ended };
}

async function reopen(
  lane: Lane,
  context: Watched,
  stopping: AbortSignal,
): Promise<OpenedLane | null> {
  while (!stopping.aborted) {
    await sleep(REOPEN_AFTER_MS, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) break;
    try {
      return await open(lane, context);
    } catch (error) {
      context.onProblem(`A worker could not be started again: ${String(error)}`);
    }
  }
  return null;
}

function problemLogger(onProblem: (message: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") onProblem(message);
  });
}
