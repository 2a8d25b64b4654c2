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
  levels: readonly number[];
  down: ReturnType<typeof downScale>;
}

/** The lines by which heights are read. */
export function Levels({ levels, down }: LevelsProps) {
  return levels.map((value) => (
    <line
      key={value}
      x2="100%"
      y1={down(value)}
      y2={down(value)}
      className={value === 0 ? "stroke-edge" : "stroke-hairline"}
    />
  ));
}

/** How high each line is, readable even if something is drawn behind it. */
export function LevelFigures({
  levels,
  down,
  format,
}: LevelsProps & { format: (value: number) => string }) {
  return levels
    .filter((value) => value > 0)
    .map((value) => (
      <text
        key={value}
        y={down(value) - 6}
        className="fill-muted stroke-paper [stroke-linejoin:round] [stroke-width:4] [paint-order:stroke]"
      >
        {format(value)}
      </text>
    ));
}

interface AcrossProps {
  y: number;
  across: ReturnType<typeof acrossScale>;
  range: Range;
}

/** Labels of a few times, in Universal Time. */
export function Across({ y, across, range }: AcrossProps) {
  return across.ticks(4).map((tick) => {
    const percent = across(tick);
    const x = `${percent}%`;
    // At the edge a label reaches beyond the chart, for which only wide screens have room.
    const fits = percent >= 8 && percent <= 92;
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
