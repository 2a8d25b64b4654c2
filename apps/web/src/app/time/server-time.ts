import { useEffect, useState } from "react";

/** How far the server's clock is ahead of this page's own, in milliseconds. */
let ahead = -Infinity;

/**
 * The server's time in milliseconds, given the one that it rendered the page at; this device's clock may
 * be wrong. The router may show a page again that it kept for minutes, and a page that is late only ever
 * makes the server's clock look slower: so the fastest that it has looked is the truest.
 */
export function serverTime(serverNow: number): number {
  ahead = Math.max(ahead, serverNow - performance.now());
  return performance.now() + ahead;
}

/** The same, second by second. Null until the page is alive. */
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
