import type { OverviewPoint } from "@watchword/auth/operator";
import { shortTime } from "../words/time.tsx";
import type { Measure } from "./measures.ts";
import type { Series } from "./series.tsx";

interface TableTwinProps {
  caption: string;
  points: readonly OverviewPoint[];
  series: readonly Series[];
  measure: Measure;
}

/** A chart's values to read, the newest first. */
export function TableTwin({ caption, points, series, measure }: TableTwinProps) {
  return (
    <details className="mt-3">
      <summary className="link inline-block min-h-6">As a table</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- So that the keyboard scrolls it. */}
      <section tabIndex={0} aria-label={caption} className="mt-3 max-h-96 overflow-auto">
        <table className="w-full max-w-160 border-collapse tabular-nums">
          <caption className="pb-2 text-start text-muted">{caption}</caption>
          <thead>
            <tr className="border-b border-edge">
              <th scope="col" className="py-1.5 pe-6 text-start font-semibold">
                Beginning (UTC)
              </th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="py-1.5 ps-6 text-end font-semibold">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point) => (
              <tr key={point.at} className="border-b border-hairline">
                <th scope="row" className="py-1.5 pe-6 text-start font-normal whitespace-nowrap">
                  {shortTime(point.at)}
                </th>
                {series.map(({ name, value }) => (
                  <td key={name} className="py-1.5 ps-6 text-end">
                    {formatted(value(point), measure)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function formatted(value: number | null, { format }: Measure): string {
  return value === null ? "–" : format(value);
}
