import "server-only";
import { type RefusalData, toRefusal } from "@watchword/api/refusal";
import { isUnavailable } from "@watchword/db/unavailable";
import { TRPCError } from "@trpc/server";

/**
 * The refusal that a procedure called in process threw, or that the database is out of reach. Rethrows anything else,
 * which is a bug.
 */
export function refusalIn(error: unknown): RefusalData {
  const refusal = error instanceof TRPCError ? toRefusal(error) : null;
  if (refusal) return refusal;
  if (isUnavailable(error)) return { reason: "UNAVAILABLE" };
  throw error;
}
