import { getHTTPStatusCode } from "@trpc/server/http";
import type { Ended, Envelope } from "./envelope.ts";

/** What a request is answered with. `new Response(answer.body, answer)` is the same as one. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string | null;
}

/** The answer that reports how calls ended, with the headers that they set. */
export function answerEnds(
  envelope: Envelope,
  ends: Ended[],
  { isBatch = false, headers = new Headers() }: { isBatch?: boolean; headers?: Headers } = {},
): Answer {
  const waits = ends.map((end) => ("error" in end ? (end.error.data.retryAfterMs ?? 0) : 0));
  const seconds = Math.ceil(Math.max(...waits) / 1000);
  if (seconds > 0) headers.set("retry-after", String(seconds));
  headers.set("content-type", "application/json");
  headers.set("cache-control", "no-store");
  headers.set("vary", "trpc-accept, accept");
  return {
    status: getHTTPStatusCode(ends),
    headers,
    body: JSON.stringify(envelope.write(ends, isBatch)),
  };
}
