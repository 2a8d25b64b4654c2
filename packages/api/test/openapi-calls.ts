import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApiDocument, type ViewName } from "../src/openapi/document.ts";
import type { Body, DataOf } from "../src/testing/answers.ts";
import { type Api, PUBLIC_URL } from "./caller.ts";

const options = { publicUrl: PUBLIC_URL, cookieName: "__Host-watchword" };

/** What tests read of a document's operation. */
interface Operation {
  operationId: string;
  summary: string;
  security: object[];
  parameters?: { in: string; name: string; description: string }[];
  responses: Record<string, { content: Record<string, { schema: Refusals }> }>;
}

/** The schema of refusals, which narrows down the one that all share. */
interface Refusals {
  allOf: [object, { properties: { error: { properties: { reason: { enum: string[] } } } } }];
}

type OpenApi = Record<string, unknown> & {
  paths: Record<string, Partial<Record<"get" | "post", Operation>>>;
  components: { schemas: Record<string, object> };
};

export const documents = {
  v1: openApiDocument(options),
  operators: openApiDocument({ ...options, view: "operators" }),
  trpc: openApiDocument({ ...options, view: "trpc" }),
} as unknown as Record<ViewName, OpenApi>;

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addFormat("password", true);
for (const [view, document] of Object.entries(documents)) ajv.addSchema(document, view);

const JSON_SCHEMA = ["content", "application/json", "schema"];

export interface Described {
  url: string;
  method: "get" | "post";
  operation: Operation;
}

/** What a document says of each procedure, by its name. */
export function operationsOf(view: ViewName): Map<string, Described> {
  return new Map(
    Object.entries(documents[view].paths).flatMap(([url, item]) =>
      (["get", "post"] as const).flatMap((method): [string, Described][] => {
        const operation = item[method];
        return operation ? [[operation.operationId, { url, method, operation }]] : [];
      }),
    ),
  );
}

export function described(view: ViewName, path: string): Described {
  const found = operationsOf(view).get(path);
  if (!found) throw new Error(`The document ${view} has no ${path}.`);
  return found;
}

/** Judges an input of a procedure by the schema that a document has for it. */
export function inputValidator(view: ViewName, path: string): ValidateFunction {
  const { url, method } = described(view, path);
  return validatorAt(view, "paths", url, method, "requestBody", ...JSON_SCHEMA);
}

/** The schema at a place in a document, with the document's components at hand. */
function validatorAt(view: ViewName, ...place: string[]): ValidateFunction {
  const pointer = place.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  return ajv.compile({ $ref: `${view}#/${encodeURI(pointer)}` });
}

/** What a call answered, whatever its envelope. */
interface Told<Data = unknown> {
  status: number;
  data: Data;
  reason: string | undefined;
}

/** What is answered in either view: tRPC's envelope, or the data or the refusal by itself. */
type Content<Data> = Data & Partial<Body<Data>> & { error?: { reason: string } };

/** Makes calls as a document says, and holds them and their answers against it. */
export function callerBy(api: Api, view: ViewName) {
  return async <Path extends string>(
    path: Path,
    input?: object,
    headers = {},
  ): Promise<Told<DataOf<Path>>> => {
    const { url, method } = described(view, path);
    if (input) {
      const takes = inputValidator(view, path);
      expect([path, takes(input), takes.errors]).toEqual([path, true, null]);
    }
    const { status, body } = await api.sendTo<Content<DataOf<Path>>>(url, {
      method: method.toUpperCase(),
      headers: { ...headers, ...(method === "post" && { "content-type": "application/json" }) },
      ...(method === "post" && { body: JSON.stringify(input ?? {}) }),
    });
    const place = ["paths", url, method, "responses", String(status), ...JSON_SCHEMA];
    const answers = validatorAt(view, ...place);
    expect([path, answers(body), answers.errors]).toEqual([path, true, null]);
    if (view === "trpc") {
      return { status, data: body.result?.data as DataOf<Path>, reason: body.error?.data.reason };
    }
    return { status, data: body, reason: body?.error?.reason };
  };
}
