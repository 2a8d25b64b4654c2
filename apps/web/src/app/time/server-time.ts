import { useEffect, useState } from "react";

/** How far the server's clock is ahead of this page's own, in milliseconds. */
let ahead = -Infinity;

/**
 * The server's time in milliseconds, calculated from the time at which it rendered the page, because this device's
 * clock may be wrong. The router may show a page that it cached for minutes. A late page can only make the server's
 * clock seem slow, so the largest lead seen so far is the most accurate.
 */
export function serverTime(serverNow: number): number {
  ahead = Math.max(ahead, serverNow - performance.now());
  return performance.now() + ahead;
}

/** The server's time, updated each second. Null until scripts run. */
export function useServerTime(serverNow: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(serverTime(serverNow));
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [serverNow]);
  return now;
}
