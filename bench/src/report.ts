import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Circumstances, inWords } from "./machine.ts";

const RESULTS = path.join(import.meta.dirname, "../results");
const DOCUMENT = path.join(import.meta.dirname, "../../docs/benchmarks.md");

/** Keeps a result as JSON, and puts its tables where the document has a place for them. */
export async function publish(
  part: string,
  { at, result, tables }: { at: Circumstances; result: unknown; tables: string },
): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(
    path.join(RESULTS, `${part}.json`),
    `${JSON.stringify({ ...at, result }, null, 2)}\n`,
  );
  const [begin, end] = [`<!-- bench ${part} -->`, `<!-- end of ${part} -->`];
  const document = await readFile(DOCUMENT, "utf8");
  const [before, rest] = split(document, begin);
  const [, after] = split(rest, end);
  await writeFile(DOCUMENT, `${before}${begin}\n\n${tables}\n\n${inWords(at)}\n\n${end}${after}`);
}

function split(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  if (index === -1) throw new Error(`docs/benchmarks.md has no ${mark}`);
  return [text.slice(0, index), text.slice(index + mark.length)];
}

export type Row = readonly (string | number)[];

/** A Markdown table. Numbers keep three digits. */
export function table(head: Row, rows: readonly Row[]): string {
  const line = (row: Row) => `| ${row.map(cell).join(" | ")} |`;
  const rule = `|---|${"--:|".repeat(head.length - 1)}`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function cell(value: string | number): string {
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return "–";
  return value >= 100
    ? String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",")
    : String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}
