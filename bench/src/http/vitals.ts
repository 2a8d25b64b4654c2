/** By which a web process lets its metrics be read. */
export const METRICS_TOKEN = "for-those-who-measure";

/** What a web process says of itself in its metrics. */
export interface Vitals {
  rssMb: number;
  heapMb: number;
  /** How late its event loop was since it was last asked, in milliseconds. */
  lateP50Ms: number;
  lateP99Ms: number;
  lateMaxMs: number;
}

/** Its event loop is looked at each 10 ms; what comes after that is the delay. */
const TICK_MS = 10;

export async function readVitals(url: string): Promise<Vitals> {
  const response = await fetch(`${url}/api/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  const metrics = await response.text();
  const read = (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(metrics)?.[1] ?? Number.NaN);
  const late = (which: string) =>
    Math.max(0, read(`nodejs_eventloop_lag_${which}_seconds`) * 1_000 - TICK_MS);
  return {
    rssMb: read("process_resident_memory_bytes") / 2 ** 20,
    heapMb: read("nodejs_heap_size_used_bytes") / 2 ** 20,
    lateP50Ms: late("p50"),
    lateP99Ms: late("p99"),
    lateMaxMs: late("max"),
  };
}
