import { createHistogram } from "node:perf_hooks";
import { ownProcessCpuMs } from "./cpu.ts";
import type { Run } from "./contestants/contestant.ts";

export interface Load {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Milliseconds of processor per run, of this process and of Postgres. */
  nodeMs: number;
  postgresMs: number;
}

/** Does all the runs, so many at a time, each followed by the next. The first that fails ends it. */
export async function load(
  runs: readonly Run[],
  concurrency: number,
  postgresCpuMs: () => number,
): Promise<Load> {
  const times = createHistogram();
  const waiting = runs.values();
  const cpuBefore = { node: ownProcessCpuMs(), postgres: postgresCpuMs() };
  const startedAt = performance.now();
  const worker = async () => {
    for (const run of waiting) {
      const begun = process.hrtime.bigint();
      await run();
      times.record(process.hrtime.bigint() - begun);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, runs.length) }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    perSecond: runs.length / seconds,
    p50: times.percentile(50) / 1e6,
    p99: times.percentile(99) / 1e6,
    nodeMs: (ownProcessCpuMs() - cpuBefore.node) / runs.length,
    postgresMs: (postgresCpuMs() - cpuBefore.postgres) / runs.length,
  };
}
