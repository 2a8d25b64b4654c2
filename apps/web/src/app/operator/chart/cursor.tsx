import type { OverviewPoint } from "@watchword/auth/operator";
import { HEIGHT, middleOf } from "./scales.ts";
import { FILLS, type Scales, type Series } from "./series.tsx";

interface CursorProps extends Scales {
  point: OverviewPoint;
  series: readonly Series[];
}

/** Marks the point at which a chart is being read. */
export function Cursor({ point, series, frame, across, down }: CursorProps) {
  const x = `${across(middleOf(point.at, frame))}%`;
  return (
    <>
      <line x1={x} x2={x} y2={HEIGHT} className="stroke-ink" />
      {series.map(({ name, look, value }) => {
        const height = value(point);
        return height === null || look === "trouble" ? null : (
          <circle
            key={name}
            cx={x}
            cy={down(height)}
            r="5"
            className={`stroke-paper [stroke-width:2] ${FILLS[look]}`}
          />
        );
      })}
    </>
  );
}
