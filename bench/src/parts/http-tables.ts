import type { Measured } from "../rounds.ts";
import { table } from "../report.ts";
import type { Vitals } from "../http/vitals.ts";

export interface HttpMeasured {
  call: string;
  concurrency: number;
  /** By server. */
  by: Record<string, Measured>;
  /** How late Watchword's event loop was, in milliseconds: the median of the rounds' 99th percentiles. */
  lateP99Ms: number;
}

export interface Http {
  measured: HttpMeasured[];
  /** Watchword before an hour's worth of requests, and after each part of it. */
  hour: { requests: number; vitals: Vitals[] };
}

const FLOOR = "Next, a constant";
const OURS = "Watchword";
const PLAIN = "plain Node";

export function httpTables({ measured, hour }: Http): string {
  const throughput = [10, 50].flatMap((concurrency) => [
    `**${concurrency} at once**, requests a second: the median of the rounds (quartiles). Times in milliseconds.`,
    table(
      ["", FLOOR, OURS, PLAIN, "of the constant", "p50", "p99", "event loop late, p99"],
      measured.filter((one) => one.concurrency === concurrency).map(throughputRow),
    ),
  ]);
  return [
    ...throughput,
    "**What one request costs**, in milliseconds of processor, web process + Postgres, at 10 at once",
    table(
      ["", FLOOR, OURS, PLAIN],
      measured
        .filter(({ concurrency }) => concurrency === 10)
        .map(({ call, by }) => [call, ...[FLOOR, OURS, PLAIN].map((name) => cost(by[name]))]),
    ),
    `**An hour's worth**: ${hour.requests.toLocaleString("en")} requests in a row; memory in MiB, the event loop's delay in milliseconds`,
    table(
      ["after", "resident", "heap, garbage collected", "late, p50", "p99", "longest"],
      hour.vitals.map((now, batch) => [
        `${((batch * hour.requests) / (hour.vitals.length - 1)).toLocaleString("en")} requests`,
        now.rssMb,
        now.heapMb,
        now.lateP50Ms,
        now.lateP99Ms,
        now.lateMaxMs,
      ]),
    ),
  ].join("\n\n");
}

function throughputRow({ call, by, lateP99Ms }: HttpMeasured) {
  const [floor, ours] = [by[FLOOR], by[OURS]];
  const ratio = (ours?.perSecond ?? NaN) / (floor?.perSecond ?? NaN);
  const spreads = [floor, ours, by[PLAIN]].map(spread);
  return [call, ...spreads, ratio, ours?.p50 ?? NaN, ours?.p99 ?? NaN, lateP99Ms];
}

function spread(measured: Measured | undefined): string {
  if (!measured) return "–";
  const [low, high] = measured.quartiles.map(Math.round);
  return `${Math.round(measured.perSecond)} (${low}–${high})`;
}

function cost(measured: Measured | undefined): string {
  if (!measured) return "–";
  return `${measured.nodeMs.toFixed(2)} + ${measured.postgresMs.toFixed(2)}`;
}
