import { randomInt } from "node:crypto";

/** How many of the newest deliveries are remembered. */
const REMEMBERED = 32;

/** How long a process's deliveries take. */
export interface DeliveryTimes {
  /** Runs a delivery, and remembers how long it took. */
  timed<Result>(deliver: () => Promise<Result>): Promise<Result>;
  /** Milliseconds that one of the newest deliveries took; 0 if there was none yet. */
  typicalMs(): number;
}

export function createDeliveryTimes(now = () => performance.now()): DeliveryTimes {
  const newest: number[] = [];
  return {
    async timed(deliver) {
      const beganAt = now();
      try {
        return await deliver();
      } finally {
        newest.unshift(now() - beganAt);
        newest.length = Math.min(newest.length, REMEMBERED);
      }
    },
    typicalMs: () => newest[randomInt(Math.max(1, newest.length))] ?? 0,
  };
}
