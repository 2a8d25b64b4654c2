import { cost, ratio, spread } from "../measured-words.ts";
import type { Measured } from "../rounds.ts";
import { type Row, table } from "../report.ts";
import type { Traffic } from "../wire.ts";

export interface InProcess {
  poolSize: number;
  /** By concurrency, operation and contestant. */
  measured: Record<string, Record<string, Record<string, Measured>>>;
  /** By operation and contestant, for one run of it. */
  traffic: Record<string, Record<string, Traffic>>;
}

const NAMES = ["Watchword", "Better Auth", "Lucia tokens", "Floor"] as const;

export function inProcessTables({ measured, traffic, poolSize }: InProcess): string {
  const throughput = Object.entries(measured).flatMap(([concurrency, byOperation]) => [
    `**${concurrency} at once**, operations a second: the median of the rounds (quartiles)`,
    table(["", ...NAMES, "× Better Auth", "of the floor"], rowsOf(byOperation)),
  ]);
  const [, byOperation = {}] = Object.entries(measured).find(([at]) => at === "10") ?? [];
  return [
    ...throughput,
    "**What one operation costs**, in milliseconds of processor, Node + Postgres, at 10 at once",
    table(
      ["", ...NAMES],
      Object.entries(byOperation).map(([name, by]) => [name, ...NAMES.map((who) => cost(by[who]))]),
    ),
    `**What goes over the wire**: statements (of those, parsed anew) in round trips. Pools of ${poolSize}.`,
    table(
      ["", ...NAMES],
      Object.entries(traffic).map(([name, by]) => [
        name,
        ...NAMES.map((who) => {
          const sent = by[who];
          return sent ? `${sent.statements} (${sent.parses}) in ${sent.roundTrips}` : "–";
        }),
      ]),
    ),
  ].join("\n\n");
}

function rowsOf(byOperation: Record<string, Record<string, Measured>>): Row[] {
  return Object.entries(byOperation).map(([name, by]) => [
    name,
    ...NAMES.map((who) => spread(by[who])),
    ratio(by.Watchword, by["Better Auth"]),
    ratio(by.Watchword, by.Floor),
  ]);
}
