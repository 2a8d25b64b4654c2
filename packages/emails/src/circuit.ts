/*
 * Decides whether to call a service that may be down. Closed: all calls are made, until `opensAfter` fail in a row.
 * Open: no calls are made for `pauseMs`. Half-open: one call is made, and its outcome closes or opens the circuit
 * again. An outcome counts only in the state in which its call began: a call that was under way when the state changed
 * says nothing about the present.
 */

/** The options of `createCircuit`. */
export interface CircuitOptions {
  opensAfter: number;
  pauseMs: number;
  /** A monotonic clock in milliseconds; the process's by default. */
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
