import { table } from "../report.ts";

export interface ProcessesMeasured {
  webs: number;
  workers: number;
  /** People that signed in, handed their session over and signed out, and all calls, a second. */
  signInsPerSecond: number;
  callsPerSecond: number;
  /** Milliseconds of a call of `emailOtp.signIn`. */
  p50: number;
  p99: number;
  /** Of the processor time that all of them had, in percent. */
  shares: Record<"web" | "workers" | "postgres" | "load", number>;
  /** Processors that they kept busy. */
  busy: number;
  /** Calls and mails that were held against the database and the provider. */
  judged: { calls: number; mails: number };
}

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
