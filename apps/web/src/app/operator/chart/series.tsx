import type { OverviewPoint } from "@watchword/auth/operator";
import { line } from "d3-shape";
import { type acrossScale, type downScale, type Frame, HEIGHT, middleOf } from "./scales.ts";

/** What is shown of each point. `main` and `context` are lines, thick and dashed; `trouble` is bars. */
export interface Series {
  name: string;
  look: "main" | "context" | "trouble";
  value: (point: OverviewPoint) => number | null;
}

export interface Scales {
  frame: Frame;
  across: ReturnType<typeof acrossScale>;
  down: ReturnType<typeof downScale>;
}

const LINES = {
  main: "stroke-accent [stroke-width:2.5]",
  context: "stroke-mark [stroke-dasharray:5_5] [stroke-width:2]",
} as const;

/** What a point of a series is filled with. */
export const FILLS = { main: "fill-accent", context: "fill-mark", trouble: "fill-error" } as const;

interface LineProps extends Scales {
  series: Series;
}

/** A line with gaps where there is no value; a single value is a dot. */
export function Line({ series: { look, value }, frame, across, down }: LineProps) {
  const path = line<OverviewPoint>()
    .defined((point) => value(point) !== null)
    .x(({ at }) => across(middleOf(at, frame)))
    .y((point) => down(value(point) ?? 0));
  const isThere = (point?: OverviewPoint) => point !== undefined && value(point) !== null;
  const isAlone = (point: OverviewPoint, n: number) =>
    isThere(point) && !isThere(frame.points[n - 1]) && !isThere(frame.points[n + 1]);
  return (
    <>
      <svg width="100%" height={HEIGHT} viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none">
        <path
          d={path([...frame.points]) ?? ""}
          className={`fill-none [stroke-linecap:round] [stroke-linejoin:round] ${LINES[look === "main" ? "main" : "context"]}`}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {frame.points.filter(isAlone).map((point) => (
        <circle
          key={point.at}
          cx={`${across(middleOf(point.at, frame))}%`}
          cy={down(value(point) ?? 0)}
          r="3"
          className={FILLS[look]}
        />
      ))}
    </>
  );
}

export function Bars({ series: { look, value }, frame, across, down }: LineProps) {
  const width = 100 / frame.points.length;
  return frame.points.map((point) => {
    const top = down(value(point) ?? 0);
    return (
      <rect
        key={point.at}
        x={`${across(new Date(point.at)) + width * 0.12}%`}
        y={top}
        width={`${width * 0.76}%`}
        height={HEIGHT - top}
        className={FILLS[look]}
      />
    );
  });
}

/** What a series looks like, before its name. */
export function Key({ series: { look, name } }: { series: Series }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg width="28" height="12" aria-hidden="true" className="chart">
        {look === "trouble" ? (
          <rect x="9" width="10" height="12" className="fill-error" />
        ) : (
          <line x1="1" x2="27" y1="6" y2="6" className={LINES[look]} />
        )}
      </svg>
      {name}
    </span>
  );
}
