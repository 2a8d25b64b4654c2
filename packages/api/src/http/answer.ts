import type { RefusalData } from "../refusal.ts";

/** What a request is answered with. `new Response(answer.body, answer)` is the same as one. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string | null;
}

/**
 * A refusal before any procedure runs, in tRPC's envelope: its clients read it like a procedure's
 * error, also for a batch.
 */
export function refusalAnswer(httpStatus: number, code: string, refusal: RefusalData): Answer {
  const error = { code: -32600, message: refusal.reason, data: { code, httpStatus, ...refusal } };
  return {
    status: httpStatus,
    headers: new Headers({ "content-type": "application/json", "cache-control": "no-store" }),
    body: JSON.stringify({ error }),
  };
}
