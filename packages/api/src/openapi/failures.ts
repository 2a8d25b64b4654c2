import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { MEANINGS } from "../refusal-meanings.ts";
import { type Reason, RefusalError } from "../refusal.ts";
import type { JsonSchema } from "./schemas.ts";

/** How an envelope describes the answers to failed calls. */
export interface Failures {
  /** For `components.schemas`. */
  schemas: Record<string, JsonSchema>;
  /** A refusal under this status, for one of these reasons. */
  refused(status: number, reasons: readonly Reason[]): JsonSchema;
  /** A bug of ours. */
  fault: JsonSchema;
}

/** The answers to failed calls of an operation, by HTTP status. */
export function describeFailures(
  refusals: readonly Reason[],
  { refused, fault }: Failures,
): Record<string, JsonSchema> {
  const byStatus = Map.groupBy(refusals, statusOf);
  const responses = Array.from(byStatus, ([status, reasons]) => [
    status,
    {
      description: reasons.map((why) => `- \`${why}\`: ${MEANINGS[why]}`).join("\n"),
      ...(reasons.some(mayWait) && { headers: RETRY_AFTER }),
      content: json(refused(status, reasons)),
    },
  ]);
  return {
    ...Object.fromEntries(responses),
    500: { description: MEANINGS.INTERNAL_SERVER_ERROR, content: json(fault) },
  };
}

/** The HTTP status that a reason is answered with. */
export function statusOf(why: Reason): number {
  return getHTTPStatusCodeFromError(new RefusalError({ reason: why }));
}

const RETRY_AFTER = {
  "Retry-After": {
    description: "Whole seconds until it may be tried again, if waiting helps.",
    schema: { type: "integer", minimum: 1 },
  },
};

function mayWait(why: Reason): boolean {
  return why === "RATE_LIMITED" || why === "UNAVAILABLE";
}

function json(schema: JsonSchema): JsonSchema {
  return { "application/json": { schema } };
}
