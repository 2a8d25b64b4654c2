import { PAUSES_TO_A_MINUTE, pauseSeconds } from "./pauses.ts";

/**
 * The apps that couldn't be reached lately, by id. Everything queued for such an app waits, instead of being tried one
 * by one.
 */
export interface Backoff {
  /** The apps that aren't to be tried now. */
  current(): string[];
  missed(name: string): void;
  reached(name: string): void;
}

/** Remembers, in this process, which apps couldn't be reached. `now` is in milliseconds. */
export function createBackoff(now: () => number = () => performance.now()): Backoff {
  const backoff = new Map<string, { until: number; times: number }>();
  return {
    current: () => [...backoff].filter(([, { until }]) => until > now()).map(([name]) => name),
    missed(name) {
      const { until = 0, times = 0 } = backoff.get(name) ?? {};
      // If several tries of one app fail together, only the first counts.
      if (until > now()) return;
      const seconds = pauseSeconds(times, PAUSES_TO_A_MINUTE);
      backoff.set(name, { until: now() + seconds * 1_000, times: times + 1 });
    },
    reached: (name) => void backoff.delete(name),
  };
}
