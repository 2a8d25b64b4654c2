import { createHistogram } from "node:perf_hooks";
import autocannon from "autocannon";
import type { Load } from "../load.ts";
import type { Shot } from "./calls.ts";

interface Firing {
  concurrency: number;
  /** Milliseconds of processor so far, of what answers and of Postgres. */
  webCpuMs: () => number;
  postgresCpuMs: () => number;
}

/** Sends each request once, so many at a time over as many connections. Throws unless each was granted. */
export async function fire(
  url: string,
  shots: readonly Shot[],
  { concurrency, webCpuMs, postgresCpuMs }: Firing,
): Promise<Load> {
  const times = createHistogram();
  const waiting = shots.values();
  const cpuBefore = { web: webCpuMs(), postgres: postgresCpuMs() };
  const startedAt = performance.now();
  let endedAt = startedAt;
  const { errors, non2xx, timeouts, statusCodeStats } = await autocannon({
    url,
    amount: shots.length,
    connections: Math.min(concurrency, shots.length),
    sampleInt: 20,
    requests: [
      {
        setupRequest(request) {
          const { method, path, headers, body } = waiting.next().value as Shot;
          return { ...request, method, path, headers: { ...headers }, body: body ?? "" };
        },
      },
    ],
    setupClient(client) {
      client.on("response", (_status, _bytes, ms) => {
        times.record(Math.max(1, Math.round(ms * 1e6)));
        endedAt = performance.now();
      });
    },
  });
  if (errors + non2xx + timeouts > 0) {
    const answers = JSON.stringify(statusCodeStats);
    throw new Error(`${shots[0]?.path}: ${errors + timeouts} not answered, the others ${answers}`);
  }
  return {
    perSecond: shots.length / ((endedAt - startedAt) / 1_000),
    p50: times.percentile(50) / 1e6,
    p99: times.percentile(99) / 1e6,
    nodeMs: (webCpuMs() - cpuBefore.web) / shots.length,
    postgresMs: (postgresCpuMs() - cpuBefore.postgres) / shots.length,
  };
}
