import type { Reason, RefusalData } from "@watchword/api/refusal";

export type { Reason };

/** Why Watchword refused a call. */
export interface Refusal {
  reason: Reason;
  /** How long to wait before trying again, if waiting helps. */
  retryAfterMs?: number;
  /** Path of the input → what is wrong with it. */
  fields?: Record<string, string>;
  /** Whether it was about a link that was used. */
  used?: true;
}

const REASONS: Record<Reason, true> = {
  INVALID_INPUT: true,
  INVALID_TOKEN: true,
  EXPIRED_TOKEN: true,
  TOO_MANY_ATTEMPTS: true,
  WEAK_PASSWORD: true,
  INVALID_CREDENTIALS: true,
  UNAUTHENTICATED: true,
  REAUTHENTICATE: true,
  FORBIDDEN: true,
  RATE_LIMITED: true,
  UNAVAILABLE: true,
};

/**
 * Why Watchword refused the call that failed with this error. Null if it isn't a refusal but a network problem or a
 * bug. Looks at the error's shape and not at its class, because a program may have two copies of that.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (!isObject(error) || !isObject(error["data"])) return null;
  const { reason, retryAfterMs, fields, used } = error["data"];
  if (!isReason(reason)) return null;
  return {
    reason,
    ...(typeof retryAfterMs === "number" && { retryAfterMs }),
    ...(isTexts(fields) && { fields }),
    ...(used === true && { used }),
  } satisfies RefusalData;
}

/**
 * Why a call failed: Watchword's refusal, or `UNAVAILABLE` if there was no answer. Rethrows any other error, which is a
 * bug.
 */
export function problemOf(error: unknown): Refusal {
  if (!(error instanceof Error) || error.name !== "TRPCClientError") throw error;
  return refusalOf(error) ?? { reason: "UNAVAILABLE" };
}

function isReason(value: unknown): value is Reason {
  return typeof value === "string" && Object.hasOwn(REASONS, value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((text) => typeof text === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
