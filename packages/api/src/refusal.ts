import { type TRPCDefaultErrorShape, TRPCError } from "@trpc/server";
import { HookError } from "@watchword/auth/hooks";
import { isUnavailable } from "@watchword/db/unavailable";
import { ZodError } from "zod";
import { inputProblems } from "./input-problems.ts";

/** Why a call was refused, with the tRPC code that carries its HTTP status. Stable: clients branch on it. */
const CODES = {
  INVALID_INPUT: "BAD_REQUEST",
  INVALID_TOKEN: "BAD_REQUEST",
  EXPIRED_TOKEN: "BAD_REQUEST",
  TOO_MANY_ATTEMPTS: "FORBIDDEN",
  WEAK_PASSWORD: "BAD_REQUEST",
  INVALID_CREDENTIALS: "UNAUTHORIZED",
  UNAUTHENTICATED: "UNAUTHORIZED",
  REAUTHENTICATE: "FORBIDDEN",
  FORBIDDEN: "FORBIDDEN",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
} as const;

/** Why a call was refused. A caller decides by it: messages may change, reasons don't. */
export type Reason = keyof typeof CODES;

/** Every reason. */
export const REASONS = Object.keys(CODES) as [Reason, ...Reason[]];

/** What a refused call's `data` contains beside tRPC's own fields. */
export interface RefusalData {
  reason: Reason;
  retryAfterMs?: number;
  /** Path of the input → what is wrong with it. */
  fields?: Record<string, string>;
  /** Whether it was about a link that was used. */
  used?: true;
}

/** What a failed call is answered with. Without a reason it is a bug of ours. */
export interface ErrorShape extends TRPCDefaultErrorShape {
  data: Pick<TRPCDefaultErrorShape["data"], "code" | "httpStatus" | "path"> & Partial<RefusalData>;
}

/** A refusal on its way to the caller. */
export class RefusalError extends TRPCError {
  readonly refusal: RefusalData;

  constructor(refusal: RefusalData, cause?: unknown) {
    super({ code: CODES[refusal.reason], message: refusal.reason, cause });
    this.refusal = refusal;
  }
}

/** The refusal of one field of an input: what is wrong with it. */
export function invalidInput(field: string, problem: string): RefusalError {
  return new RefusalError({ reason: "INVALID_INPUT", fields: { [field]: problem } });
}

/** Returns a flow's success, and throws its refusal: the one place where results become errors. */
export function grant<
  Result extends
    | { ok: true }
    | { ok: false; reason: Reason; retryAfterMs?: number; weakness?: string },
>(result: Result): Extract<Result, { ok: true }> {
  if (result.ok) return result as Extract<Result, { ok: true }>;
  const { reason, retryAfterMs, weakness } = result;
  throw new RefusalError({
    reason,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(weakness !== undefined && { fields: { password: weakness } }),
  });
}

/**
 * The refusal in any error that tRPC reports; null for a bug. The error may come from another copy of this module,
 * because Next loads modules several times in one process.
 */
export function toRefusal(error: TRPCError): RefusalData | null {
  if ("refusal" in error) return (error as RefusalError).refusal;
  if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError)
    return { reason: "INVALID_INPUT", fields: inputProblems(error.cause) };
  if (isUnavailable(error.cause) || error.cause instanceof HookError)
    return { reason: "UNAVAILABLE" };
  return error.code === "INTERNAL_SERVER_ERROR" ? null : { reason: "INVALID_INPUT" };
}

/** How a call ended: `failed` is a bug of ours. */
export interface CallEnd {
  outcome: "granted" | "refused" | "failed";
  reason: Reason | null;
}

/** How a call ended, by its result. */
export function endOf(result: { ok: true } | { ok: false; error: TRPCError }): CallEnd {
  if (result.ok) return { outcome: "granted", reason: null };
  const reason = toRefusal(result.error)?.reason ?? null;
  return { outcome: reason === null ? "failed" : "refused", reason };
}
