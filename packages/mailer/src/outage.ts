/** While a provider is out, one mail of this process asks it so often whether it still is. */
const ASKS_EVERY_MS = 5_000;
/** Failures in a row: fewer may be about a mail, or about its mailbox. */
const MAKE_AN_OUTAGE = 3;
/** Mails that wait no longer once it is back; further ones follow after as many seconds as it takes. */
export const HASTENED_AT_ONCE = 200;
const HASTENS_EVERY_MS = 1_000;

/** What a process remembers of a provider that fails. */
export interface Outage {
  /** Notes a failed try; answers how long the mail waits, which is `pauseMs` unless it is the one to ask. */
  failed(pauseMs: number): number;
  /** Notes a mail that was taken; answers whether those that wait because of the outage are to go now. */
  taken(): boolean;
  /** Notes how many went. Where all who waited did, the outage is over. */
  hastened(count: number): void;
}

export function createOutage(now = () => performance.now()): Outage {
  let isOut = false;
  let inARow = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let hastenedAt = Number.NEGATIVE_INFINITY;
  return {
    failed(pauseMs) {
      inARow += 1;
      isOut ||= inARow >= MAKE_AN_OUTAGE;
      if (!isOut) return pauseMs;
      if (pauseMs <= ASKS_EVERY_MS || now() - askedAt < ASKS_EVERY_MS) return pauseMs;
      askedAt = now();
      return ASKS_EVERY_MS;
    },
    taken() {
      inARow = 0;
      if (!isOut || now() - hastenedAt < HASTENS_EVERY_MS) return false;
      hastenedAt = now();
      return true;
    },
    hastened(count) {
      if (count < HASTENED_AT_ONCE) isOut = false;
    },
  };
}
