import { table } from "../report.ts";
import type { Logged } from "../growth/log.ts";
import type { Times } from "../growth/under-clean-up.ts";
import type { Weight } from "../growth/weigh.ts";
import type { Measured } from "../rounds.ts";

export interface Growth {
  /** Accounts, by the size's name. */
  sizes: Record<string, number>;
  /** By operation and size. */
  log: Record<string, Record<string, Logged>>;
  /** Milliseconds, by page and size. */
  pages: Record<string, Record<string, number>>;
  /** By operation and size. */
  measured: Record<string, Record<string, Measured>>;
  /** At the largest size, by what goes on meanwhile. */
  cleanUp: Record<string, Times>;
  /** Bytes at the largest size, by table. */
  weights: Record<string, Weight>;
}

export function growthTables({ sizes, measured, log, cleanUp, pages, weights }: Growth): string {
  const names = Object.keys(sizes);
  const [smallest = "", largest = ""] = [names[0], names.at(-1)];
  return [
    "**Operations a second** by how many accounts, sessions, tokens and events there are, 10 at once: the median of the rounds (quartiles)",
    table(
      ["", ...names, `${smallest} ÷ ${largest}`],
      Object.entries(measured).map(([operation, by]) => [
        operation,
        ...names.map((size) => {
          const { perSecond = NaN, quartiles = [NaN, NaN] } = by[size] ?? {};
          return `${Math.round(perSecond)} (${quartiles.map(Math.round).join("–")})`;
        }),
        (by[smallest]?.perSecond ?? NaN) / (by[largest]?.perSecond ?? NaN),
      ]),
    ),
    "**What one costs Postgres**, in milliseconds of processor",
    table(
      ["", ...names, `${largest} ÷ ${smallest}`],
      Object.entries(measured).map(([operation, by]) => [
        operation,
        ...names.map((size) => by[size]?.postgresMs ?? NaN),
        (by[largest]?.postgresMs ?? NaN) / (by[smallest]?.postgresMs ?? NaN),
      ]),
    ),
    "**What one writes to Postgres's log**, in bytes: in the first two thousand calls after a checkpoint, and in the next two thousand",
    table(
      ["", ...names],
      Object.entries(log).map(([operation, by]) => [
        operation,
        ...names.map((size) => {
          const { first = NaN, later = NaN } = by[size] ?? {};
          return `${Math.round(first)}, ${Math.round(later)}`;
        }),
      ]),
    ),
    `**Meanwhile**, at ${largest}: milliseconds that a call takes, of requests for codes, sign-ins and readings of a session, 4 at once`,
    table(
      ["", "p50", "p99", "longest", "calls"],
      Object.entries(cleanUp).map(([what, { p50, p99, longest, calls }]) => [
        what,
        p50,
        p99,
        longest,
        calls,
      ]),
    ),
    "**Operators' pages and what the worker does each minute**, in milliseconds",
    table(
      ["", ...names],
      Object.entries(pages).map(([page, by]) => [page, ...names.map((size) => by[size] ?? NaN)]),
    ),
    `**Bytes a row** at ${largest}`,
    table(
      ["", "rows", "table", "indexes", "together"],
      Object.entries(weights).map(([name, weight]) => [
        name,
        Math.round(weight.rows),
        Math.round(weight.table),
        Math.round(weight.indexes),
        Math.round(weight.table + weight.indexes),
      ]),
    ),
  ].join("\n\n");
}
