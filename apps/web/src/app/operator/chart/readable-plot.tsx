import { type PointerEvent, useState } from "react";
import { useAlive } from "../../../components/alive.ts";
import { timeSpan } from "../words/time.tsx";
import { Plot, type PlotProps } from "./plot.tsx";
import type { Frame } from "./scales.ts";

/**
 * A chart that shows its values at a point: the newest, the one under the pointer, or the one that the arrow keys lead
 * to.
 */
export function ReadablePlot({ frame, series, measure, label, ...plot }: Omit<PlotProps, "read">) {
  const { points } = frame;
  // The point is known by its time, so that it stays the same when newer points come.
  const [at, setAt] = useState<string | null>(null);
  const alive = useAlive();
  const place = points.findIndex((point) => point.at === at);
  const read = points[place];
  const newest = points.length - 1;
  const words = wordsOf(frame, read ? place : newest, { series, measure });
  const readAt = (index: number) => setAt(points[index]?.at ?? null);

  function follow(event: PointerEvent<HTMLDivElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * points.length);
    readAt(Math.min(Math.max(index, 0), newest));
  }

  return (
    <>
      <p className="mt-2 min-h-[3lh] @xl:min-h-[1lh]">{words}</p>
      <div
        className="relative mt-2 touch-pan-y outline-offset-3 outline-accent has-[:focus-visible]:outline-3"
        onPointerDown={follow}
        onPointerMove={follow}
        onPointerLeave={({ pointerType }) => pointerType === "mouse" && setAt(null)}
      >
        <Plot {...plot} {...{ frame, series, measure, label, read }} />
        {alive && (
          <input
            type="range"
            aria-label={`Values of: ${label}`}
            aria-valuetext={words}
            max={newest}
            value={read ? place : newest}
            onChange={({ target }) => readAt(Number(target.value))}
            onFocus={() => read ?? readAt(newest)}
            onBlur={() => setAt(null)}
            className="pointer-events-none absolute inset-0 size-full opacity-0"
          />
        )}
      </div>
    </>
  );
}

/** `20 Nov, 14:00–14:30 UTC: sign-ins 12, emails requested 20` */
function wordsOf(
  { points, stepSeconds }: Frame,
  place: number,
  { series, measure }: Pick<PlotProps, "series" | "measure">,
): string {
  const point = points[place];
  if (!point) return "";
  const end = new Date(Date.parse(point.at) + stepSeconds * 1_000).toISOString();
  const values = series.map(({ name, value }) => {
    const known = value(point);
    return `${name} ${known === null ? "unknown" : measure.format(known)}`;
  });
  const filling = place === points.length - 1 ? ", so far" : "";
  return `${timeSpan(point.at, end)} UTC${filling}: ${values.join(", ")}`;
}
