import type { WorkerEvents } from "graphile-worker";

/** As long as a job may take, and a little: a lane that has work for every hand looks for no more. */
const BUSY_MS = 150_000;
/** One with a free hand looks each second. */
const IDLE_MS = 10_000;

/** Whether a lane still gets jobs, or the answer that there are none. */
export interface Pulse {
  /** Hears of all that a runner does from now on, and no more of the runner before it. */
  listen(events: WorkerEvents): void;
  beats(): boolean;
  /** Whether the runner that is listened to has had its time, and doesn't beat. */
  hasStopped(): boolean;
}

export function createPulse(concurrency: number): Pulse {
  let lastAt = performance.now();
  let listeningSince = lastAt;
  let runner = { running: 0 };
  const allowedMs = () => (runner.running >= concurrency ? BUSY_MS : IDLE_MS);
  const beats = () => performance.now() - lastAt < allowedMs();

  return {
    listen(events) {
      const own = { running: 0 };
      runner = own;
      listeningSince = performance.now();
      const beat = (started: number) => {
        own.running += started;
        if (runner === own) lastAt = performance.now();
      };
      events.on("worker:getJob:empty", () => beat(0));
      events.on("job:start", () => beat(1));
      events.on("job:complete", () => beat(-1));
    },
    beats,
    hasStopped: () => !beats() && performance.now() - listeningSince > allowedMs(),
  };
}
