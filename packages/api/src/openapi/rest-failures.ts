import { z } from "zod";
import { REASONS } from "../refusal.ts";
import type { Failures } from "./failures.ts";
import { refusalDetails } from "./refusal-details.ts";
import { describeInput, type JsonSchema } from "./schemas.ts";

const FAULT = "INTERNAL_SERVER_ERROR";

const failure = z.object({
  error: z.object({
    reason: z.enum([...REASONS, FAULT]).meta({ description: "Stable: branch on it." }),
    message: z.string().meta({ description: "In English, for logs. It may change." }),
    ...refusalDetails,
  }),
});

/** One shape for every failure, so that a client reads `error.reason` without telling statuses apart. */
export const restFailures: Failures = {
  schemas: { Failure: describeInput(failure) },
  refused: (_status, reasons) => failureFor(reasons),
  fault: failureFor([FAULT]),
};

function failureFor(reasons: readonly string[]): JsonSchema {
  const reason = { enum: reasons };
  return {
    allOf: [
      { $ref: "#/components/schemas/Failure" },
      {
        type: "object",
        required: ["error"],
        properties: {
          error: { type: "object", required: ["reason"], properties: { reason } },
        },
      },
    ],
  };
}
