import type { ReactNode } from "react";
import { Row } from "../../../components/page-layout.tsx";
import type { Measure } from "./measures.ts";
import { ReadablePlot } from "./readable-plot.tsx";
import type { Frame } from "./scales.ts";
import { Key, type Series } from "./series.tsx";
import { TableTwin } from "./table-twin.tsx";

interface TimeChartProps {
  title: string;
  /** The summary in words. */
  children: ReactNode;
  frame: Frame;
  series: readonly Series[];
  measure: Measure;
  unusual: ReadonlySet<string>;
}

/** A row with a chart: a summary, the picture, and a table of the same values. */
export function TimeChart({ title, children, frame, series, measure, unusual }: TimeChartProps) {
  const names = series.map(({ name }) => name).join(", ");
  const caption = `${title} over the last ${frame.range}: ${names}`;
  return (
    <Row note={<h2>{title}</h2>}>
      <figure>
        <figcaption>
          <p className="max-w-prose">{children}</p>
          <p className="mt-1 flex flex-wrap gap-x-6 text-muted">
            {series.map((shown) => (
              <Key key={shown.name} series={shown} />
            ))}
          </p>
        </figcaption>
        <ReadablePlot {...{ frame, series, measure, unusual }} label={caption} />
        <TableTwin caption={caption} points={frame.points} series={series} measure={measure} />
      </figure>
    </Row>
  );
}
