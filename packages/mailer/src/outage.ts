/** While a provider is down, this process tries one mail this often, to find out whether it is back. */
const ASKS_EVERY_MS = 5_000;
/** Failures in a row that mean an outage: fewer may have to do with a mail, or with its mailbox. */
const FAILURES_OF_AN_OUTAGE = 3;
/** How many waiting mails are retried at once when it is back; more follow every second. */
export const MAX_RETRIED = 200;
const RETRIES_EVERY_MS = 1_000;

/** What a process remembers of failing deliveries. */
export interface Outage {
  /** Notes a failed try. Returns how long the mail waits: `pauseMs`, or less for the one that finds out. */
  failed(pauseMs: number): number;
  /** Notes that the provider took a mail. Returns whether to retry now those that wait because of the outage. */
  taken(): boolean;
  /** Notes how many were retried. If none is left, the outage is over. */
  retried(count: number): void;
}

export function createOutage(now = () => performance.now()): Outage {
  let isOut = false;
  let inARow = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let retriedAt = Number.NEGATIVE_INFINITY;
  return {
    failed(pauseMs) {
      inARow += 1;
      isOut ||= inARow >= FAILURES_OF_AN_OUTAGE;
      if (!isOut) return pauseMs;
      if (pauseMs <= ASKS_EVERY_MS || now() - askedAt < ASKS_EVERY_MS) return pauseMs;
      askedAt = now();
      return ASKS_EVERY_MS;
    },
    taken() {
      inARow = 0;
      if (!isOut || now() - retriedAt < RETRIES_EVERY_MS) return false;
      retriedAt = now();
      return true;
    },
    retried(count) {
      if (count < MAX_RETRIED) isOut = false;
    },
  };
}
