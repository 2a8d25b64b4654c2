/** While a provider is out, one mail of this process asks it so often whether it still is. */
const ASKS_EVERY_MS = 5_000;
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
  let askedAt = Number.NEGATIVE_INFINITY;
  let hastenedAt = Number.NEGATIVE_INFINITY;
  return {
    failed(pauseMs) {
      isOut = true;
      if (pauseMs <= ASKS_EVERY_MS || now() - askedAt < ASKS_EVERY_MS) return pauseMs;
      askedAt = now();
      return ASKS_EVERY_MS;
    },
    taken() {
      if (!isOut || now() - hastenedAt < HASTENS_EVERY_MS) return false;
      hastenedAt = now();
      return true;
    },
    hastened(count) {
      if (count < HASTENED_AT_ONCE) isOut = false;
    },
  };
}
