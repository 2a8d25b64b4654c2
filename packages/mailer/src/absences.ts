/** Seconds for which somebody who wasn't reached isn't tried again, by how often that was; the last for all further times. */
const PAUSES = [1, 3, 10, 30, 60];

/** Who wasn't reached lately, by name. What waits for them then waits together, and isn't tried one by one. */
export interface Absences {
  /** Those who aren't to be tried now. */
  current(): string[];
  missed(name: string): void;
  reached(name: string): void;
}

/** Remembers absences in this process. `now` is in milliseconds. */
export function createAbsences(now: () => number = () => performance.now()): Absences {
  const absences = new Map<string, { until: number; times: number }>();
  return {
    current: () => [...absences].filter(([, { until }]) => until > now()).map(([name]) => name),
    missed(name) {
      const { until = 0, times = 0 } = absences.get(name) ?? {};
      // Of several who were tried together the first counts.
      if (until > now()) return;
      const seconds = PAUSES[Math.min(times, PAUSES.length - 1)] ?? 0;
      absences.set(name, { until: now() + seconds * 1_000, times: times + 1 });
    },
    reached: (name) => void absences.delete(name),
  };
}
