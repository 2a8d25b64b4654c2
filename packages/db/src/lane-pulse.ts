import type { WorkerEvents } from "graphile-worker";

/** As long as a job may take, and a little: a lane that has work for every hand looks for no more. */
const BUSY_MS = 150_000;
/** One with a free hand looks each second. */
const IDLE_MS = 10_000;

/** Whether a lane still gets jobs, or the answer that there are none. */
export interface Pulse {
  /** Hears of all that a runner does from now on. */
  listen(events: WorkerEvents): void;
  beats(): boolean;
}

export function createPulse(concurrency: number): Pulse {
  let lastAt = performance.now();
  let running = 0;
  const beat = () => void (lastAt = performance.now());

  return {
    listen(events) {
      running = 0;
      events.on("worker:getJob:empty", beat);
      events.on("job:start", () => {
        running += 1;
        beat();
      });
      events.on("job:complete", () => {
        running -= 1;
        beat();
      });
    },
    beats: () => performance.now() - lastAt < (running >= concurrency ? BUSY_MS : IDLE_MS),
  };
}
