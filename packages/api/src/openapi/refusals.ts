import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { type Reason, type RefusalData, REASONS, RefusalError } from "../refusal.ts";
import { describeInput, type JsonSchema } from "./schemas.ts";

const MEANINGS: Record<Reason, string> = {
  INVALID_INPUT: "Shape, type, length, an unknown field or broken JSON; `fields` says which.",
  INVALID_TOKEN: "Wrong, unknown, used, malformed, or another purpose's.",
  EXPIRED_TOKEN: "Ours and unused, but its time is over.",
  TOO_MANY_ATTEMPTS: "No more guesses at this code, or from here; the mail's link still works.",
  WEAK_PASSWORD:
    "Too short, too long, common, contextual or breached; `fields.password` says which.",
  INVALID_CREDENTIALS: "Address and password don't go together, or the current password is wrong.",
  UNAUTHENTICATED: "No session, or it has ended.",
  REAUTHENTICATE: "The session didn't sign in lately enough for what can't be taken back.",
  FORBIDDEN:
    "Not the caller's, another origin's page, not for a session handed to an app, or not an operator.",
  RATE_LIMITED: "Too early, or too often.",
  UNAVAILABLE: "The database is out of reach, or too many passwords wait to be hashed.",
};

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
      retryAfterMs: z.number().exactOptional().meta({ description: "When it may be tried again." }),
      fields: z
        .record(z.string(), z.string())
        .exactOptional()
        .meta({ description: "Path of the input → what is wrong with it." }),
      used: z
        .literal(true)
        .exactOptional()
        .meta({ description: "What was looked at is a link that was used." }),
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

/** What failed calls answer, by HTTP status. Any call may be refused in any of these ways. */
export function describeFailures(): { schemas: Record<string, JsonSchema>; responses: JsonSchema } {
  const byStatus = Map.groupBy(REASONS, statusOf);
  return {
    schemas: { Refusal: describeInput(refusal), Fault: describeInput(fault) },
    responses: {
      ...Object.fromEntries(
        [...byStatus].map(([status, reasons]) => [status, refused(status, reasons)]),
      ),
      500: {
        description: "A bug of ours.",
        content: json({ $ref: "#/components/schemas/Fault" }),
      },
    },
  };
}

function statusOf(why: Reason): number {
  return getHTTPStatusCodeFromError(new RefusalError({ reason: why }));
}

function refused(status: number, reasons: Reason[]): JsonSchema {
  const data = {
    properties: { reason: { enum: reasons }, httpStatus: { const: status } },
  };
  return {
    description: reasons.map((why) => `- \`${why}\`: ${MEANINGS[why]}`).join("\n"),
    ...(reasons.some(mayWait) && { headers: RETRY_AFTER }),
    content: json({
      allOf: [
        { $ref: "#/components/schemas/Refusal" },
        { properties: { error: { properties: { data } } } },
      ],
    }),
  };
}

const RETRY_AFTER = {
  "Retry-After": {
    description: "Whole seconds after which it may be tried again, where waiting helps.",
    schema: { type: "integer", minimum: 1 },
  },
};

function mayWait(why: Reason): boolean {
  return why === "RATE_LIMITED" || why === "UNAVAILABLE";
}

function json(schema: JsonSchema): JsonSchema {
  return { "application/json": { schema } };
}
