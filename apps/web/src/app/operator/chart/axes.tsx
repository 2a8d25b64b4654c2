import type { Range } from "@watchword/auth/operator";
import type { acrossScale, downScale } from "./scales.ts";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" } as const;
const DAY = { weekday: "short", day: "numeric", timeZone: "UTC" } as const;

const moments: Record<Range, Intl.DateTimeFormat> = {
  hour: new Intl.DateTimeFormat("en-GB", CLOCK),
  day: new Intl.DateTimeFormat("en-GB", CLOCK),
  week: new Intl.DateTimeFormat("en-GB", DAY),
};

interface LevelsProps {
  down: ReturnType<typeof downScale>;
  format: (value: number) => string;
}

/** Two lines to read heights by: nought, and the value on top. */
export function Levels({ down, format }: LevelsProps) {
  const top = down.domain()[1] ?? 1;
  return [0, top].map((value) => (
    <g key={value}>
      <line
        x2="100%"
        y1={down(value)}
        y2={down(value)}
        className={value === 0 ? "stroke-edge" : "stroke-hairline"}
      />
      {value > 0 && (
        <text y={down(value) - 8} className="fill-muted">
          {format(value)}
        </text>
      )}
    </g>
  ));
}

interface AcrossProps {
  y: number;
  across: ReturnType<typeof acrossScale>;
  range: Range;
}

/** A few moments, of Universal Time. */
export function Across({ y, across, range }: AcrossProps) {
  return across.ticks(4).map((tick) => {
    const x = `${across(tick)}%`;
    // By the edge it reaches beyond the chart, for which only wide screens have room.
    const fits = anchorAt(across(tick)) === "middle";
    const look = fits ? "fill-muted" : "fill-muted @max-2xl:hidden";
    return (
      <g key={tick.toISOString()}>
        <line x1={x} x2={x} y1={y} y2={y + 5} className="stroke-edge" />
        <text x={x} y={y + 24} textAnchor="middle" className={look}>
          {moments[range].format(tick)}
        </text>
      </g>
    );
  });
}

/** Which end of a label is at its place, so that it stays inside the chart. */
export function anchorAt(percent: number): "start" | "middle" | "end" {
  if (percent < 8) return "start";
  return percent > 92 ? "end" : "middle";
}
