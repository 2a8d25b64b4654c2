import { useEffect, useState } from "react";

/** This device's monotonic clock, in milliseconds, read each second while it is needed. */
export function useNow(isOfUse: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!isOfUse) return;
    const tick = () => setNow(performance.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [isOfUse]);
  return now;
}

/** Whole seconds until a time; 0 once that has passed. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1_000));
}
