import { table } from "../report.ts";
import type { ProcessesMeasured } from "./processes.ts";

const HEAD = [
  "web, workers",
  "sign-ins/s",
  "calls/s",
  "p50, ms",
  "p99, ms",
  "web, %",
  "workers, %",
  "Postgres, %",
  "load, %",
  "processors busy",
];

export function processesTables(measured: readonly ProcessesMeasured[]): string {
  const rows = measured.map((each) => {
    const { webs, workers, signInsPerSecond, callsPerSecond, p50, p99, shares, busy } = each;
    const cpu = [shares.web, shares.workers, shares.postgres, shares.load].map(Math.round);
    return [`${webs}, ${workers}`, signInsPerSecond, callsPerSecond, p50, p99, ...cpu, busy];
  });
  const sum = (count: "calls" | "mails") =>
    measured.reduce((total, { judged }) => total + judged[count], 0).toLocaleString("en");
  return `${table(HEAD, rows)}\n\n${sum("calls")} calls and ${sum("mails")} mails agreed with the database.`;
}
