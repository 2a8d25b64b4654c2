import type { OverviewPoint } from "@watchword/auth/operator";

/** Fewer refusals than this in a step don't count as an attack. */
const MIN_REFUSALS = 20;
const TIMES_USUAL = 6;
/** How far apart the steps of a burst may be: one quiet step doesn't end it, two do. */
const FURTHEST = 2;

/** Steps one after the other with far more refusals than usual. */
export interface Burst {
  /** Its first step's beginning. */
  from: string;
  steps: number;
  refused: number;
  /** Whether it has reached the newest steps. */
  lasts: boolean;
}

export interface Unusual {
  /** The steps with far more refusals than usual, by their beginnings. */
  steps: ReadonlySet<string>;
  /** The bursts that these steps form, the newest first. */
  bursts: readonly Burst[];
  /** The number of refusals in an ordinary step. */
  usual: number;
}

/** Finds when far more calls were refused than usual. */
export function findUnusual(points: readonly OverviewPoint[]): Unusual {
  const sorted = points.map(({ refused }) => refused).toSorted((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const bar = Math.max(MIN_REFUSALS, usual * TIMES_USUAL);
  const far = points.flatMap(({ refused }, place) => (refused > bar ? [place] : []));
  return {
    steps: new Set(far.flatMap((place) => points[place]?.at ?? [])),
    bursts: spansOf(far).map(([first, last]) => burstOf(points, first, last)),
    usual,
  };
}

/** The first and the last of those that are close to each other, the newest first. */
function spansOf(places: readonly number[]): [first: number, last: number][] {
  const spans: [number, number][] = [];
  for (const place of places) {
    const newest = spans[0];
    if (newest && place - newest[1] <= FURTHEST) newest[1] = place;
    else spans.unshift([place, place]);
  }
  return spans;
}

function burstOf(points: readonly OverviewPoint[], first: number, last: number): Burst {
  const within = points.slice(first, last + 1);
  return {
    from: within[0]?.at ?? "",
    steps: within.length,
    refused: within.reduce((sum, { refused }) => sum + refused, 0),
    // The last point is still being counted.
    lasts: last >= points.length - 2,
  };
}
