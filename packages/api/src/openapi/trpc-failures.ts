import { z } from "zod";
import { type RefusalData, REASONS } from "../refusal.ts";
import type { Failures } from "./failures.ts";
import { refusalDetails } from "./refusal-details.ts";
import { describeInput } from "./schemas.ts";

const reason = z.enum(REASONS);

const refusal = z.object({
  error: z.object({
    message: reason,
    code: z.int().meta({ description: "JSON-RPC's." }),
    data: z.object({
      reason: reason.meta({ description: "Stable: branch on it." }),
      code: z.string().meta({ description: "The HTTP status in words." }),
      httpStatus: z.int(),
      path: z.string().exactOptional().meta({ description: "The procedure." }),
      ...refusalDetails,
    }) satisfies z.ZodType<RefusalData>,
  }),
});

const fault = z.object({
  error: z.object({
    message: z.literal("INTERNAL_SERVER_ERROR"),
    code: z.int(),
    data: z.object({
      code: z.literal("INTERNAL_SERVER_ERROR"),
      httpStatus: z.literal(500),
      path: z.string().exactOptional(),
    }),
  }),
});

/** Failures as tRPC's clients read them. */
export const trpcFailures: Failures = {
  schemas: { Refusal: describeInput(refusal), Fault: describeInput(fault) },
  refused(status, reasons) {
    const data = { properties: { reason: { enum: reasons }, httpStatus: { const: status } } };
    return {
      allOf: [
        { $ref: "#/components/schemas/Refusal" },
        { properties: { error: { properties: { data } } } },
      ],
    };
  },
  fault: { $ref: "#/components/schemas/Fault" },
};
