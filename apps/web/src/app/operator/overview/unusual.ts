import type { OverviewPoint } from "@watchword/auth/operator";

/** Fewer refusals than this in a step are nobody's attack. */
const AT_LEAST = 20;
const TIMES_USUAL = 6;

export interface Unusual {
  /** The steps with far more refusals than usual, by their beginnings. */
  steps: ReadonlySet<string>;
  refused: number;
  /** Refusals in a step like most. */
  usual: number;
}

/** When far more was refused than usual. */
export function findUnusual(points: readonly OverviewPoint[]): Unusual {
  const sorted = points.map(({ refused }) => refused).toSorted((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const bar = Math.max(AT_LEAST, usual * TIMES_USUAL);
  const far = points.filter(({ refused }) => refused > bar);
  return {
    steps: new Set(far.map(({ at }) => at)),
    refused: far.reduce((sum, { refused }) => sum + refused, 0),
    usual,
  };
}
