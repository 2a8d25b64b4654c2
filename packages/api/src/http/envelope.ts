import type { ErrorShape, RefusalData } from "../refusal.ts";

/** How one call of a procedure ended, in tRPC's envelope. */
export type Ended = { result: { data: unknown } } | { error: ErrorShape };

/** The procedures that a request's URL names. */
export interface Named {
  /** `emailOtp.signIn` */
  paths: string[];
  /** Whether it is a batch, and is answered as one. */
  isBatch: boolean;
}

/** Why a request reaches no procedure, in the form of a procedure's refusal. */
export interface RefusedRequest {
  error: ErrorShape;
  headers?: Record<string, string>;
}

/** How calls are encoded under one of the API's paths. The procedures behind them are the same. */
export interface Envelope {
  /** What comes before the name of a procedure. */
  endpoint: string;
  read(url: URL, method: string): Named | RefusedRequest;
  /** The body that reports how calls ended. */
  write(ends: Ended[], isBatch: boolean): unknown;
}

const STATUSES = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const;

/** The refusal of a request before any procedure, in the shape of a procedure's. */
export function refuseRequest(
  code: keyof typeof STATUSES,
  refusal: RefusalData,
  headers?: Record<string, string>,
): RefusedRequest {
  const data = { code, httpStatus: STATUSES[code], ...refusal };
  return {
    error: { code: -32600, message: refusal.reason, data },
    ...(headers && { headers }),
  };
}

/** The refusal of a request that isn't a call, by what is wrong with it. */
export function badRequest(fields: Record<string, string>): RefusedRequest {
  return refuseRequest("BAD_REQUEST", { reason: "INVALID_INPUT", fields });
}
