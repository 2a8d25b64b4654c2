import { median, quantile } from "simple-statistics";
import type { Load } from "./load.ts";

/** Whoever is measured: does so much of one thing and says how it went. */
export interface Entrant {
  name: string;
  measure(count: number): Promise<Load>;
}

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
}

/** Measures the same thing of all in turns, each round in another order, after a warm-up. */
export async function inTurns(
  entrants: readonly Entrant[],
  { rounds, roundMs, concurrency }: Rounds,
): Promise<Record<string, Measured>> {
  const counts = new Map<Entrant, number>();
  const loads = new Map<Entrant, Load[]>(entrants.map((entrant) => [entrant, []]));
  for (const entrant of entrants) {
    const cold = await entrant.measure(concurrency);
    const { perSecond } = await entrant.measure(atLeast(concurrency, cold.perSecond / 2));
    counts.set(entrant, atLeast(concurrency, (perSecond * roundMs) / 1_000));
  }
  for (let round = 0; round < rounds; round++) {
    const from = round % entrants.length;
    for (const entrant of [...entrants.slice(from), ...entrants.slice(0, from)])
      loads.get(entrant)?.push(await entrant.measure(counts.get(entrant) ?? 0));
  }
  return Object.fromEntries(
    entrants.map((entrant) => [
      entrant.name,
      summarize(loads.get(entrant) ?? [], counts.get(entrant) ?? 0),
    ]),
  );
}

function atLeast(least: number, count: number): number {
  return Math.max(least, Math.round(count));
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
