import "server-only";
import { type RefusalData, toRefusal } from "@watchword/api/refusal";
import { TRPCError } from "@trpc/server";

/** The refusal that a procedure called in process threw. Anything else is a bug, and thrown on. */
export function refusalIn(error: unknown): RefusalData {
  const refusal = error instanceof TRPCError ? toRefusal(error) : null;
  if (refusal) return refusal;
  throw error;
}
