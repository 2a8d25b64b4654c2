import { CAPTCHA_RESPONSE, captchaAction } from "../captcha.ts";
import { listOperations, type Operation } from "./operations.ts";
import { describeFailures } from "./refusals.ts";
import { type AnswerSchemas, describeAnswers, describeInput, type JsonSchema } from "./schemas.ts";

export interface OpenApiOptions {
  /** Where this deployment is. */
  publicUrl: string;
  /** The name of the session cookie there. */
  cookieName: string;
}

const ABOUT = `Email one-time credentials: sign in with an emailed code, prove an address, reset a password by link, hand
a session to another app.

Calls are JSON over tRPC's wire. An answer is \`{"result":{"data":…}}\`, a refusal \`{"error":{"data":{"reason":…}}}\`
under its HTTP status. Send input as the JSON body of a POST, queries' too: what identifies a sign-in stays out
of URLs. A session goes as a cookie or as a bearer token.`;

/** The API as an OpenAPI 3.1 document, made from the routers: what they take and answer, and refuse with. */
export function openApiDocument({ publicUrl, cookieName }: OpenApiOptions): JsonSchema {
  const operations = listOperations();
  const answers = describeAnswers(operations.map(({ output }) => output));
  const failures = describeFailures();
  return {
    openapi: "3.1.0",
    info: { title: "Watchword", version: "1", description: ABOUT },
    servers: [{ url: publicUrl }],
    tags: [...new Set(operations.map(({ router }) => router))].map((name) => ({ name })),
    paths: Object.fromEntries(
      operations.map((operation) => [
        `/api/trpc/${operation.path}`,
        { [operation.method]: describeOperation(operation, answers, failures.responses) },
      ]),
    ),
    components: {
      schemas: { ...answers.named, ...failures.schemas },
      securitySchemes: {
        cookie: { type: "apiKey", in: "cookie", name: cookieName },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

const SESSIONS: Record<Operation["session"], JsonSchema[]> = {
  own: [{ cookie: [] }, { bearer: [] }],
  any: [{}, { cookie: [] }, { bearer: [] }],
  none: [],
};

function describeOperation(
  { path, router, summary, description, captcha, session, input, output }: Operation,
  answers: AnswerSchemas,
  failures: JsonSchema,
): JsonSchema {
  const data = answers.schemaOf(output);
  return {
    operationId: path,
    tags: [router],
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
        content: { "application/json": { schema: enveloped(data) } },
      },
      ...failures,
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

function enveloped(data: JsonSchema): JsonSchema {
  return {
    type: "object",
    required: ["result"],
    properties: { result: { type: "object", required: ["data"], properties: { data } } },
  };
}
