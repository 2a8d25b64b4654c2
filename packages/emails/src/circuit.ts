/*
 * Whether to ask somebody who may be down. Closed: everybody asks, until `opensAfter` failures in a
 * row. Open: nobody asks for `pauseMs`. Half-open: one asks, and its answer closes or opens it again.
 * An answer counts only in the state that its question was asked in: one that was on its way when the
 * circuit turned says nothing about now.
 */

/** The options of `createCircuit`. */
export interface CircuitOptions {
  opensAfter: number;
  pauseMs: number;
  /** Milliseconds of a clock that never goes back; the process's by default. */
  now?: () => number;
  onChange?: (state: CircuitState) => void;
}

export type CircuitState = "closed" | "open" | "half-open";

/** A circuit breaker of one provider. */
export interface Circuit {
  /** A function to report the outcome with, for a caller that may ask now; null if nobody may. */
  enter(): ((healthy: boolean) => void) | null;
}

/** A circuit breaker: after failures in a row it is open, and lets one try through now and then. */
export function createCircuit(options: CircuitOptions): Circuit {
  const { opensAfter, pauseMs, now = () => performance.now(), onChange = () => {} } = options;
  let state: CircuitState = "closed";
  let turns = 0;
  let failures = 0;
  let openUntil = 0;

  function turn(to: CircuitState): void {
    state = to;
    turns++;
    failures = 0;
    if (to === "open") openUntil = now() + pauseMs;
    onChange(to);
  }

  function answer(askedIn: number, healthy: boolean): void {
    if (askedIn !== turns) return;
    if (healthy) return state === "half-open" ? turn("closed") : void (failures = 0);
    failures++;
    if (state === "half-open" || failures >= opensAfter) turn("open");
  }

  return {
    enter() {
      if (state === "half-open") return null;
      if (state === "open") {
        if (now() < openUntil) return null;
        turn("half-open");
      }
      const askedIn = turns;
      let answered = false;
      return (healthy) => {
        if (!answered) answer(askedIn, healthy);
        answered = true;
      };
    },
  };
}
