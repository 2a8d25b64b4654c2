import { type RefusalData, toRefusal } from "@watchword/api/refusal";
import type { TRPCError } from "@trpc/server";

/** Why a procedure refused the call that failed with this error; null for anything else, which is a bug. */
export function refusalOf(error: unknown): RefusalData | null {
  const isOfProcedure = error instanceof Error && error.name === "TRPCError";
  return isOfProcedure ? toRefusal(error as TRPCError) : null;
}
