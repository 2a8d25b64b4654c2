import { scaleLinear } from "d3-scale";
import { count, duration } from "./figures.ts";

/** The unit of a chart's values. */
export interface Measure {
  format: (value: number) => string;
  /** Round values from 0 to at least `largest`, to draw lines at. */
  levels: (largest: number) => number[];
}

const LINES = 4;

export const COUNTS: Measure = {
  format: count,
  levels: (largest) =>
    scaleLinear()
      .domain([0, Math.max(1, largest)])
      .nice(LINES)
      .ticks(LINES)
      .filter(Number.isInteger),
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 6, 12, 24, 48].map((hours) => hours * HOUR),
];

/** In milliseconds. */
export const DURATIONS: Measure = {
  format: duration,
  levels: (largest) => {
    const step = STEPS.find((length) => largest <= LINES * length) ?? Math.ceil(largest / LINES);
    const lines = Math.max(1, Math.ceil(largest / step));
    return Array.from({ length: lines + 1 }, (_, line) => line * step);
  },
};
