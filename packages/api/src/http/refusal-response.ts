import type { RefusalData } from "../refusal.ts";

/**
 * A refusal before any procedure runs, in tRPC's envelope: its clients read it like a procedure's
 * error, also for a batch.
 */
export function refusalResponse(httpStatus: number, code: string, refusal: RefusalData): Response {
  const error = { code: -32600, message: refusal.reason, data: { code, httpStatus, ...refusal } };
  return Response.json({ error }, { status: httpStatus, headers: { "cache-control": "no-store" } });
}
