import type { Measured } from "./rounds.ts";

/** Operations a second: the median of the rounds (quartiles). */
export function spread(measured: Measured | undefined): string {
  if (!measured) return "–";
  const [low, high] = measured.quartiles.map(Math.round);
  return `${Math.round(measured.perSecond)} (${low}–${high})`;
}

/** How many times the throughput of another. */
export function ratio(one: Measured | undefined, other: Measured | undefined): number {
  return (one?.perSecond ?? NaN) / (other?.perSecond ?? NaN);
}

/** Milliseconds of processor for one, Node + Postgres. */
export function cost(measured: Measured | undefined): string {
  if (!measured) return "–";
  return `${measured.nodeMs.toFixed(2)} + ${measured.postgresMs.toFixed(2)}`;
}
