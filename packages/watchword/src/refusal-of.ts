import { type RefusalData, toRefusal } from "@watchword/api/refusal";
import { TRPCError } from "@trpc/server";

/** Why a procedure refused the call that failed with this error; null for anything else, which is a bug. */
export function refusalOf(error: unknown): RefusalData | null {
  return error instanceof TRPCError ? toRefusal(error) : null;
}
