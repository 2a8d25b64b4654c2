import type { OverviewPoint } from "@watchword/auth/operator";
import type { ReactNode } from "react";
import { Across, LevelFigures, Levels } from "./axes.tsx";
import { Cursor } from "./cursor.tsx";
import type { Measure } from "./measures.ts";
import { acrossScale, downScale, type Frame, HEIGHT } from "./scales.ts";
import { Bars, Line, type Series } from "./series.tsx";

const AXIS = 32;
const HEADROOM = 26;

export interface PlotProps {
  frame: Frame;
  /** What it shows, for people who can't see it; the table beside it has the values. */
  label: string;
  series: readonly Series[];
  measure: Measure;
  /** Which points are out of the ordinary, and marked so. */
  unusual: ReadonlySet<string>;
  /** The point that is being read. */
  read: OverviewPoint | undefined;
}

/** Values over time. Lengths across are in percent, so that it fits where it stands without a script. */
export function Plot({ frame, label, series, measure, unusual, read }: PlotProps) {
  const across = acrossScale(frame);
  const levels = measure.levels(largestOf(frame.points, series));
  const down = downScale(levels);
  const scales = { frame, across, down };
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height={HEADROOM + HEIGHT + AXIS}
      className="chart block overflow-visible"
    >
      <svg y={HEADROOM} width="100%" height={HEIGHT} className="overflow-visible">
        <UnusualBand frame={frame} unusual={unusual} />
        <Levels levels={levels} down={down} />
        {series.map((shown): ReactNode =>
          shown.look === "trouble" ? (
            <Bars key={shown.name} series={shown} {...scales} />
          ) : (
            <Line key={shown.name} series={shown} {...scales} />
          ),
        )}
        <LevelFigures levels={levels} down={down} format={measure.format} />
        {read && <Cursor point={read} series={series} {...scales} />}
      </svg>
      <Across y={HEADROOM + HEIGHT} across={across} range={frame.range} />
    </svg>
  );
}

function largestOf(points: readonly OverviewPoint[], series: readonly Series[]): number {
  return Math.max(0, ...points.flatMap((point) => series.map(({ value }) => value(point) ?? 0)));
}

function UnusualBand({ frame, unusual }: Pick<PlotProps, "frame" | "unusual">) {
  const width = `${100 / frame.points.length}%`;
  const across = acrossScale(frame);
  return frame.points
    .filter(({ at }) => unusual.has(at))
    .map(({ at }) => (
      <rect
        key={at}
        x={`${across(new Date(at))}%`}
        width={width}
        y={-HEADROOM}
        height={HEIGHT + HEADROOM}
        className="fill-error/12"
      />
    ));
}
