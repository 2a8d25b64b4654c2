import { useEffect, useState } from "react";

/**
 * The server's time in milliseconds, second by second; this device's clock may be wrong. Null until
 * the page is alive.
 */
export function useServerTime(serverNow: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const offset = serverNow - Date.now();
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [serverNow]);
  return now;
}
