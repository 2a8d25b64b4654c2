import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { beat } from "./heartbeat.ts";
import { createPulse, type Pulse } from "./lane-pulse.ts";
import { holdWorkerLock } from "./worker-locks.ts";

/** Before a lane that was given up is opened again. */
const REOPEN_AFTER_MS = 1_000;
/** A worker killed by then has its job run again, which changes nothing. */
const NOTE_DONE_AFTER_MS = 20;
const LOOK_FOR_JOBS_EVERY_MS = 1_000;
/** The library ends a lane that can't note what is done; its jobs have so long to end too. */
const ENDS_WITHIN_MS = 4_000;
/** When it is stopped, before its jobs are left to others. */
const STOPS_WITHIN_MS = 7_000;

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
  stopping: AbortSignal;
}

interface OpenedLane {
  runner: Runner;
  /** Resolves with why, when it has ended or is given up; what it holds is free then. */
  over: Promise<string>;
  giveUp(why: string): void;
}

/**
 * Runs the jobs of a lane until stopped. The library may end a lane, never end it, or keep a failure for
 * good, so a lane is watched from outside: one that asks for no jobs is given up and another opened.
 */
export async function openLane(
  lane: Lane,
  given: LaneContext,
): Promise<{ beats(): boolean; stop(): Promise<void> }> {
  const stopping = new AbortController();
  const context = {
    ...given,
    pulse: createPulse(lane.concurrency),
    stopping: stopping.signal,
  };
  let opened = await open(lane, context);

  async function keepOpen(): Promise<void> {
    const why = await opened.over;
    if (stopping.signal.aborted) return;
    context.onProblem(`A worker is started again: ${why}.`);
    const again = await reopen(lane, context);
    if (!again) return;
    opened = again;
    return keepOpen();
  }
  const closed = keepOpen();

  return {
    beats: context.pulse.beats,
    async stop() {
      stopping.abort();
      // One that has ended by itself says that it is stopped already.
      const stopped = opened.runner.stop().catch(() => {});
      await Promise.race([
        Promise.all([stopped, closed]),
        sleep(STOPS_WITHIN_MS, undefined, { ref: false }),
      ]);
      opened.giveUp("it didn't stop in time");
    },
  };
}

async function open(lane: Lane, context: Watched): Promise<OpenedLane> {
  const { pool, skipFlags, onProblem, pulse, stopping } = context;
  const given = Promise.withResolvers<string>();
  const over = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  pulse.listen(events);
  events.on("pool:create", ({ workerPool }) => {
    void holdWorkerLock(pool, workerPool.id, over.signal, onProblem);
  });
  keepListening(events, over.signal);
  events.on("pool:fatalError", () => {
    setTimeout(given.resolve, ENDS_WITHIN_MS, "it couldn't note what was done").unref();
  });
  void given.promise.then(() => over.abort());
  const runner = await run({
    pgPool: pool,
    events,
    concurrency: lane.concurrency,
    noHandleSignals: true,
    pollInterval: LOOK_FOR_JOBS_EVERY_MS,
    taskList: lane.tasks,
    // Jobs that are done are noted together. Without these one that can't be noted as done or failed is a
    // rejection that nobody handles.
    preset: { worker: { completeJobBatchDelay: NOTE_DONE_AFTER_MS, failJobBatchDelay: 0 } },
    forbiddenFlags: skipFlags,
    logger: problemLogger(onProblem),
    ...(lane.crontab !== undefined && { crontab: lane.crontab }),
  }).catch((error: unknown) => {
    given.resolve("it couldn't start");
    throw error;
  });
  const ended = () => given.resolve("it has ended by itself");
  runner.promise.then(ended, ended);
  const watch = setInterval(() => {
    if (!stopping.aborted && pulse.hasStopped()) given.resolve("it asked for no jobs");
  }, LOOK_FOR_JOBS_EVERY_MS);
  void given.promise.finally(() => {
    clearInterval(watch);
    runner.stop().catch(() => {});
  });
  if (stopping.aborted) await runner.stop();
  return { runner, over: given.promise, giveUp: given.resolve };
}

/** Has the connection that listens answer now and then; the library opens another when it fails. */
function keepListening(events: WorkerEvents, over: AbortSignal): void {
  let released = new AbortController();
  events.on("pool:listen:success", ({ client }) => {
    released = new AbortController();
    void beat(client, AbortSignal.any([over, released.signal])).catch(() => {});
  });
  events.on("pool:listen:release", () => released.abort());
}

async function reopen(lane: Lane, context: Watched): Promise<OpenedLane | null> {
  const { stopping } = context;
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
