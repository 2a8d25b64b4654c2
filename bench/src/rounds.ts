import { median, quantile } from "simple-statistics";
import type { Contestant, OperationName } from "./contestants/contestant.ts";
import { type Load, load } from "./load.ts";

/** Medians over the rounds, and the quartiles of the throughput. */
export interface Measured extends Load {
  quartiles: [number, number];
  rounds: number;
  /** Operations in each. */
  runs: number;
}

export interface Rounds {
  rounds: number;
  /** About how long one lasts. */
  roundMs: number;
  concurrency: number;
  /** What Postgres has had of the processor so far. */
  postgresCpuMs: () => number;
}

/** Measures one operation of all contestants in turns, each round in another order, after a warm-up. */
export async function inTurns(
  contestants: readonly Contestant[],
  name: OperationName,
  { rounds, roundMs, concurrency, postgresCpuMs }: Rounds,
): Promise<Record<string, Measured>> {
  const able = contestants.filter(({ operations }) => operations[name]);
  const once = async ({ operations }: Contestant, count: number) =>
    load((await operations[name]?.(count)) ?? [], concurrency, postgresCpuMs);
  const counts = new Map<Contestant, number>();
  const loads = new Map<Contestant, Load[]>(able.map((contestant) => [contestant, []]));
  for (const contestant of able) {
    await once(contestant, concurrency * 5);
    const { perSecond } = await once(contestant, concurrency * 10);
    counts.set(contestant, Math.max(concurrency * 5, Math.round((perSecond * roundMs) / 1_000)));
  }
  for (let round = 0; round < rounds; round++) {
    const from = round % able.length;
    for (const contestant of [...able.slice(from), ...able.slice(0, from)]) {
      const measured = await once(contestant, counts.get(contestant) ?? 0);
      loads.get(contestant)?.push(measured);
    }
  }
  return Object.fromEntries(
    able.map((contestant) => [
      contestant.name,
      summarize(loads.get(contestant) ?? [], counts.get(contestant) ?? 0),
    ]),
  );
}

function summarize(loads: Load[], runs: number): Measured {
  const throughputs = loads.map(({ perSecond }) => perSecond);
  return {
    perSecond: median(throughputs),
    quartiles: [quantile(throughputs, 0.25), quantile(throughputs, 0.75)],
    p50: median(loads.map(({ p50 }) => p50)),
    p99: median(loads.map(({ p99 }) => p99)),
    nodeMs: median(loads.map(({ nodeMs }) => nodeMs)),
    postgresMs: median(loads.map(({ postgresMs }) => postgresMs)),
    rounds: loads.length,
    runs,
  };
}
