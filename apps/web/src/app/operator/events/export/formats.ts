import { Readable } from "node:stream";
import type { RecordedEvent } from "@watchword/auth/operator";
import { stringify } from "csv-stringify";

/** Pages of events as the text of a file, piece by piece. */
type Format = (pages: AsyncIterable<RecordedEvent[]>) => Readable;

const COLUMNS = [
  "at",
  "event",
  "outcome",
  "reason",
  "address",
  "client",
  "device",
  "actor.email",
  "app",
  "userId",
  "tokenId",
  "requestId",
  "id",
] as const;

/**
 * Spreadsheets run text that begins like a formula, and strangers choose some of it, so such text gets a quote in
 * front.
 */
const csv: Format = (pages) => {
  const writer = stringify({ header: true, columns: [...COLUMNS], escape_formulas: true });
  return Readable.from(flat(pages)).compose<typeof writer>(writer);
};

const jsonLines: Format = (pages) => Readable.from(lines(pages));

export const FORMATS = {
  csv: { type: "text/csv; charset=utf-8; header=present", write: csv },
  jsonl: { type: "application/jsonl; charset=utf-8", write: jsonLines },
} as const;

async function* flat(pages: AsyncIterable<RecordedEvent[]>) {
  for await (const page of pages) yield* page;
}

async function* lines(pages: AsyncIterable<RecordedEvent[]>) {
  for await (const page of pages) yield page.map((event) => `${JSON.stringify(event)}\n`).join("");
}
