import { CAPTCHA_RESPONSE, captchaAction } from "../captcha.ts";
import { listOperations, type Operation } from "../operations.ts";
import { describeFailures } from "./failures.ts";
import { type AnswerSchemas, describeAnswers, describeInput, type JsonSchema } from "./schemas.ts";
import { tagOf, tagsOf } from "./tags.ts";
import { VIEWS, type View, type ViewName } from "./views.ts";

export type { ViewName };

export interface OpenApiOptions {
  /** Where this deployment is. */
  publicUrl: string;
  /** The name of the session cookie there. */
  cookieName: string;
  /** Which procedures it describes, and how they are called. By default the REST view, without the operators'. */
  view?: ViewName;
}

/** The API as an OpenAPI 3.1 document, made from the routers: what they take and answer, and refuse with. */
export function openApiDocument({ publicUrl, cookieName, view = "v1" }: OpenApiOptions) {
  const { title, about, holds, pathOf, ...envelope } = VIEWS[view];
  const operations = listOperations().filter(holds);
  const answers = describeAnswers(operations.map(({ output }) => output));
  const paths = Object.fromEntries(
    operations.map((operation) => [
      pathOf(operation),
      { [operation.method]: describeOperation(operation, answers, envelope) },
    ]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title,
      version: "1",
      description: about,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl }],
    tags: tagsOf(operations),
    paths,
    components: {
      schemas: { ...answers.namedIn(paths), ...envelope.failures.schemas },
      securitySchemes: {
        cookie: { type: "apiKey", in: "cookie", name: cookieName },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

const OF_SESSION: JsonSchema[] = [{ cookie: [] }, { bearer: [] }];

const SESSIONS: Record<Operation["session"], JsonSchema[]> = {
  own: OF_SESSION,
  operator: OF_SESSION,
  any: [{}, ...OF_SESSION],
  none: [],
};

function describeOperation(
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
        description: "It was done.",
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
