import type { OverviewPoint } from "@watchword/auth/operator";
import { line } from "d3-shape";
import { anchorAt } from "./axes.tsx";
import { type acrossScale, type downScale, type Frame, HEIGHT, middleOf } from "./scales.ts";

/** What is shown of each point. `main` and `context` are lines, thick and dashed; `trouble` is bars. */
export interface Series {
  name: string;
  look: "main" | "context" | "trouble";
  value: (point: OverviewPoint) => number | null;
}

interface Scales {
  frame: Frame;
  across: ReturnType<typeof acrossScale>;
  down: ReturnType<typeof downScale>;
}

const LINES = {
  main: "stroke-accent [stroke-width:2.5]",
  context: "stroke-ink [stroke-dasharray:3_4] [stroke-width:1.5]",
} as const;

interface LineProps extends Scales {
  series: Series;
}

/** Broken where there is no value; a value by itself is a dot. */
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
          className={look === "main" ? "fill-accent" : "fill-ink"}
        />
      ))}
    </>
  );
}

interface BarsProps extends LineProps {
  format: (value: number) => string;
}

/** The highest says how high it is. */
export function Bars({ series: { value }, frame, across, down, format }: BarsProps) {
  const width = 100 / frame.points.length;
  const bars = frame.points.map((point) => ({ at: point.at, height: value(point) ?? 0 }));
  const highest = bars.reduce((a, b) => (b.height > a.height ? b : a), { at: "", height: 0 });
  const middle = highest.height > 0 ? across(middleOf(highest.at, frame)) : 0;
  return (
    <>
      {bars.map(({ at, height }) => (
        <rect
          key={at}
          x={`${across(new Date(at)) + width * 0.12}%`}
          y={down(height)}
          width={`${width * 0.76}%`}
          height={HEIGHT - down(height)}
          className="fill-error"
        />
      ))}
      {highest.height > 0 && (
        <text
          x={`${middle}%`}
          y={down(highest.height) - 8}
          textAnchor={anchorAt(middle)}
          className="fill-error font-semibold"
        >
          {format(highest.height)}
        </text>
      )}
    </>
  );
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
