import { PAUSES_TO_A_MINUTE, pauseSeconds } from "./pauses.ts";

/**
 * The apps that couldn't be reached lately, by id. Everything queued for such an app waits, instead of being tried one
 * by one.
 */
export interface Absences {
  /** The apps that aren't to be tried now. */
  current(): string[];
  missed(name: string): void;
  reached(name: string): void;
}

/** Remembers, in this process, which apps couldn't be reached. `now` is in milliseconds. */
export function createAbsences(now: () => number = () => performance.now()): Absences {
  const absences = new Map<string, { until: number; times: number }>();
  return {
    current: () => [...absences].filter(([, { until }]) => until > now()).map(([name]) => name),
    missed(name) {
      const { until = 0, times = 0 } = absences.get(name) ?? {};
      // If several tries of one app fail together, only the first counts.
      if (until > now()) return;
      const seconds = pauseSeconds(times, PAUSES_TO_A_MINUTE);
      absences.set(name, { until: now() + seconds * 1_000, times: times + 1 });
    },
    reached: (name) => void absences.delete(name),
  };
}
