import { CAPTCHA_RESPONSE, captchaAction } from "../captcha.ts";
import type { Operation } from "../operations.ts";
import { describeFailures } from "./failures.ts";
import { type AnswerSchemas, describeInput, type JsonSchema } from "./schemas.ts";
import { tagOf } from "./tags.ts";
import type { View } from "./views.ts";

const OF_SESSION: JsonSchema[] = [{ cookie: [] }, { bearer: [] }];

const SESSIONS: Record<Operation["session"], JsonSchema[]> = {
  own: OF_SESSION,
  operator: OF_SESSION,
  any: [{}, ...OF_SESSION],
  none: [],
};

/** A procedure as an operation of the document. */
export function describeOperation(
  operation: Operation,
  answers: AnswerSchemas,
  { granted, failures }: Pick<View, "granted" | "failures">,
): JsonSchema {
  const { path, router, summary, description, captcha, session, input, output } = operation;
  return {
    operationId: path,
    tags: [tagOf(router)],
    summary,
    ...(description !== undefined && { description }),
    security: SESSIONS[session],
    ...(captcha && { parameters: [captchaHeader(path)] }),
    ...(input && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: describeInput(input) } },
      },
    }),
    responses: {
      200: {
        description: "Success.",
        content: { "application/json": { schema: granted(answers.schemaOf(output)) } },
      },
      ...describeFailures(operation.refusals, failures),
    },
  };
}

function captchaHeader(path: string): JsonSchema {
  return {
    name: CAPTCHA_RESPONSE,
    in: "header",
    required: false,
    schema: { type: "string", maxLength: 2048 },
    description: `What a captcha's widget answered that was shown with the action \`${captchaAction(path)}\`, once. Wanted where \`FORBIDDEN\` says so in \`fields.captcha\`: \`required\`, or \`invalid\`.`,
  };
}
