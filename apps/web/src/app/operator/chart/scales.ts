import type { Overview, Range } from "@watchword/auth/operator";
import { scaleLinear, scaleUtc } from "d3-scale";

/** The height of the part of a chart that shows values, in pixels. */
export const HEIGHT = 200;

/** What charts have in common: the time that they show. */
export interface Frame extends Pick<Overview, "points" | "stepSeconds"> {
  range: Range;
}

/** Maps times to percent of a chart's width, which depends on the screen. */
export function acrossScale({ points, stepSeconds }: Frame) {
  const begin = Date.parse(points[0]?.at ?? "1970-01-01");
  return scaleUtc()
    .domain([begin, begin + points.length * stepSeconds * 1_000])
    .range([0, 100]);
}

/** Maps values to pixels, from 0 up to the highest line. */
export function downScale(levels: readonly number[]) {
  return scaleLinear()
    .domain([0, levels.at(-1) ?? 1])
    .range([HEIGHT, 0]);
}

/** The middle of the step that a point stands for. */
export function middleOf(at: string, { stepSeconds }: Frame): Date {
  return new Date(Date.parse(at) + stepSeconds * 500);
}
