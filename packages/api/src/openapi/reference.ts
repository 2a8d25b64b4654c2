import { CAPTCHA_RESPONSE } from "../captcha.ts";
import { listOperations, type Operation } from "../operations.ts";
import { MEANINGS } from "../refusal-meanings.ts";
import { type Reason, REASONS } from "../refusal.ts";
import { statusOf } from "./failures.ts";
import { describeAnswers, describeInput, type JsonSchema } from "./schemas.ts";
import { tagOf, tagsOf } from "./tags.ts";
import { VIEWS } from "./views.ts";

export type { JsonSchema };

/** An operation, for a page that people read. */
export interface ReferenceOperation extends Pick<
  Operation,
  "description" | "path" | "refusals" | "session" | "summary"
> {
  method: "GET" | "POST";
  url: string;
  /** The header for a captcha's response, if it takes one. */
  captchaHeader: string | null;
  input: JsonSchema | null;
  output: JsonSchema;
}

/** What an OpenAPI document says, in the order in which people read it. */
export interface Reference {
  about: string;
  sections: { name: string; description: string; operations: ReferenceOperation[] }[];
  schemas: Record<string, JsonSchema>;
  refusals: { reason: Reason; status: number; meaning: string }[];
}

/** The REST view for people: everybody's operations, or the operators'. */
export function describeReference(view: "v1" | "operators"): Reference {
  const { about, holds, pathOf } = VIEWS[view];
  const held = listOperations().filter(holds);
  const answers = describeAnswers(held.map(({ output }) => output));
  const toReference = (operation: Operation): ReferenceOperation => ({
    ...operation,
    method: operation.method === "get" ? "GET" : "POST",
    url: pathOf(operation),
    captchaHeader: operation.captcha ? CAPTCHA_RESPONSE : null,
    input: operation.input && describeInput(operation.input),
    output: answers.schemaOf(operation.output),
  });
  const sections = tagsOf(held).map((tag) => ({
    ...tag,
    operations: held.filter(({ router }) => tagOf(router) === tag.name).map(toReference),
  }));
  return {
    about,
    sections,
    schemas: answers.namedIn(sections),
    refusals: REASONS.map((reason) => ({
      reason,
      status: statusOf(reason),
      meaning: MEANINGS[reason],
    })),
  };
}
