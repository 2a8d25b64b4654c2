import { listOperations } from "../operations.ts";
import { describeOperation } from "./describe-operation.ts";
import { describeAnswers } from "./schemas.ts";
import { tagsOf } from "./tags.ts";
import { VIEWS, type ViewName } from "./views.ts";

export type { ViewName };

/** Where the described API is, and which part of it is described. */
export interface OpenApiOptions {
  /** The URL of this deployment. */
  publicUrl: string;
  /** The name of the session cookie there. */
  cookieName: string;
  /** Which procedures it describes, and how they are called. By default the REST view, without the operators'. */
  view?: ViewName;
}

/** The API as an OpenAPI 3.1 document, made from the routers: what procedures take, return and refuse with. */
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
