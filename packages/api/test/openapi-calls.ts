import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApiDocument, type ViewName } from "../src/openapi/document.ts";
import { type Api, PUBLIC_URL } from "./caller.ts";

const options = { publicUrl: PUBLIC_URL, cookieName: "__Host-watchword" };

/** Of any shape: tests look into them. */
export const documents: Record<ViewName, any> = {
  v1: openApiDocument(options),
  operators: openApiDocument({ ...options, view: "operators" }),
  trpc: openApiDocument({ ...options, view: "trpc" }),
};

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addFormat("password", true);
for (const [view, document] of Object.entries(documents)) ajv.addSchema(document, view);

const JSON_SCHEMA = ["content", "application/json", "schema"];

export interface Described {
  url: string;
  method: "get" | "post";
  operation: any;
}

/** What a document says of each procedure, by its name. */
export function operationsOf(view: ViewName): Map<string, Described> {
  return new Map(
    Object.entries<any>(documents[view].paths).flatMap(([url, item]) =>
      (["get", "post"] as const)
        .filter((method) => item[method])
        .map((method) => [item[method].operationId, { url, method, operation: item[method] }]),
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
export interface Told {
  status: number;
  data: any;
  reason: string | undefined;
}

/** Makes calls as a document says, and holds them and their answers against it. */
export function callerBy(api: Api, view: ViewName) {
  return async (path: string, input?: object, headers = {}): Promise<Told> => {
    const { url, method } = described(view, path);
    if (input) {
      const takes = inputValidator(view, path);
      expect([path, takes(input), takes.errors]).toEqual([path, true, null]);
    }
    const { status, body } = await api.sendTo(url, {
      method: method.toUpperCase(),
      headers: { ...headers, ...(method === "post" && { "content-type": "application/json" }) },
      ...(method === "post" && { body: JSON.stringify(input ?? {}) }),
    });
    const place = ["paths", url, method, "responses", String(status), ...JSON_SCHEMA];
    const answers = validatorAt(view, ...place);
    expect([path, answers(body), answers.errors]).toEqual([path, true, null]);
    if (view === "trpc") {
      return { status, data: body.result?.data, reason: body.error?.data.reason };
    }
    return { status, data: body, reason: body?.error?.reason };
  };
}
