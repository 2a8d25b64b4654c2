import { listOperations } from "../operations.ts";
import { MEANINGS } from "../refusal-meanings.ts";
import {
  badRequest,
  type Ended,
  type Envelope,
  type RefusedRequest,
  refuseRequest,
} from "./envelope.ts";

const ENDPOINT = "/api/v1/";

const OPERATIONS = new Map(
  listOperations().map((operation) => [ENDPOINT + operation.route, operation]),
);

/**
 * For callers without tRPC: `POST /api/v1/email-otp/sign-in` takes the input, and answers with the output or `{ error:
 * { reason, message } }`.
 */
export const restEnvelope: Envelope = {
  endpoint: ENDPOINT,
  read({ pathname, search }, method) {
    const operation = OPERATIONS.get(pathname);
    if (!operation) return noSuchOperation;
    const allowed = operation.method.toUpperCase();
    if ((method === "HEAD" ? "GET" : method) !== allowed) return wrongMethod(allowed);
    if (search !== "") return badRequest({ query: "Send input as the body of a POST" });
    return { paths: [operation.path], isBatch: false };
  },
  write: ([end]) => (end && "result" in end ? end.result.data : errorOf(end)),
};

const noSuchOperation = refuseRequest("NOT_FOUND", {
  reason: "INVALID_INPUT",
  fields: { path: "No such operation" },
});

function wrongMethod(allow: string): RefusedRequest {
  const fields = { method: `Send ${allow}` };
  return refuseRequest("METHOD_NOT_SUPPORTED", { reason: "INVALID_INPUT", fields }, { allow });
}

function errorOf(end: Extract<Ended, { error: unknown }> | undefined) {
  const { reason = "INTERNAL_SERVER_ERROR", retryAfterMs, fields, used } = end?.error.data ?? {};
  return {
    error: {
      reason,
      message: MEANINGS[reason],
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(fields && { fields }),
      ...(used && { used }),
    },
  };
}
