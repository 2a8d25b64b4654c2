import { getTRPCErrorFromUnknown } from "@trpc/server";
import type { ApiContext } from "../context.ts";
import { toRefusal } from "../refusal.ts";
import { jsonAnswer } from "./answer.ts";

/**
 * The errors of RFC 6749 (4.1.2.1, 5.2), RFC 6750 (3.1), RFC 8628 (3.5) and OpenID Connect Core (3.1.2.6) that are
 * answered here.
 */
const STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  invalid_scope: 400,
  invalid_token: 401,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  registration_not_supported: 400,
  authorization_pending: 400,
  slow_down: 400,
  expired_token: 400,
  access_denied: 403,
  login_required: 400,
  consent_required: 400,
  temporarily_unavailable: 503,
  server_error: 500,
} as const;

export type OAuthErrorCode = keyof typeof STATUS;

/** A refusal as an OAuth error, on its way to the app. `description` is for the app's developers. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    code: OAuthErrorCode,
    description: string,
    {
      status = STATUS[code],
      headers = {},
    }: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(description);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** The parameters of an error (RFC 6749, 5.2). */
export function errorParameters({ code, message }: OAuthError) {
  return { error: code, error_description: message };
}

export function errorAnswer(error: OAuthError): Response {
  return jsonAnswer(errorParameters(error), { status: error.status, headers: error.headers });
}

/** A procedure's refusal as an OAuth error: `onInvalid` if what was presented is invalid. Rethrows bugs. */
export function toOAuthError(cause: unknown, onInvalid: OAuthError): OAuthError {
  if (cause instanceof OAuthError) return cause;
  const refusal = toRefusal(getTRPCErrorFromUnknown(cause));
  if (refusal === null) throw cause;
  const { reason, retryAfterMs = 0 } = refusal;
  const seconds = Math.ceil(retryAfterMs / 1000);
  const headers: Record<string, string> = seconds > 0 ? { "retry-after": String(seconds) } : {};
  if (reason === "RATE_LIMITED")
    return new OAuthError("temporarily_unavailable", "Too many requests", { status: 429, headers });
  if (reason === "UNAVAILABLE")
    return new OAuthError("temporarily_unavailable", "Try again", { headers });
  return onInvalid;
}

/** `toOAuthError`, except that the process is told of a bug at `path`, and the app gets `server_error`. */
export function answeredError(
  { onError }: Pick<ApiContext, "onError">,
  { cause, path, onInvalid }: { cause: unknown; path: string; onInvalid: OAuthError },
): OAuthError {
  try {
    return toOAuthError(cause, onInvalid);
  } catch {
    onError(cause instanceof Error ? cause : new Error(String(cause)), path);
    return new OAuthError("server_error", "Something went wrong");
  }
}
