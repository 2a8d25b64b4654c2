import { type Reason, type RefusalData, toRefusal } from "@watchword/api/refusal";
import { TRPCError } from "@trpc/server";

export type { Reason };

/** Why a call was refused. */
export type Refusal = RefusalData;

/** Why a procedure refused the call that failed with this error; null for anything else, which is a bug. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof TRPCError ? toRefusal(error) : null;
}
