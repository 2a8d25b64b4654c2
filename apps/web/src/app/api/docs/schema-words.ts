import type { JsonSchema } from "@watchword/api/openapi/reference";

/** The parts of a JSON Schema that are read; ours have no others. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  description?: string;
  maxLength?: number;
  default?: unknown;
}

export interface Field {
  name: string;
  schema: JsonSchema;
  description: string | undefined;
  required: boolean;
}

/** The fields of an object, of a list's items, or of the alternatives of a value. */
export function fieldsOf(given: JsonSchema): Field[] {
  const { properties = {}, required = [], items, anyOf = [] }: Schema = given;
  const own = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    description: (schema as Schema).description,
    required: required.includes(name),
  }));
  return [...own, ...[items ?? [], anyOf].flat().flatMap(fieldsOf)];
}

export interface Part {
  words: string;
  /** Whether the words are the name of another schema. */
  isName: boolean;
}

const FORMATS: Record<string, string> = {
  "date-time": "time",
  uri: "URL",
  uuid: "UUID",
};

/** What a value is: `list of Session`, `string or null`. */
export function typeParts(schema: JsonSchema): Part[] {
  const { $ref, anyOf, items, maxLength, default: usual }: Schema = schema;
  if ($ref !== undefined) return [{ words: $ref.split("/").at(-1) ?? $ref, isName: true }];
  if (anyOf)
    return anyOf.flatMap((one, index) => [...plain(index > 0 ? " or " : ""), ...typeParts(one)]);
  if (items) return [...plain("list of "), ...typeParts(items)];
  const limit = maxLength === undefined ? "" : ` of at most ${maxLength} characters`;
  const given = usual === undefined ? "" : `, by default ${JSON.stringify(usual)}`;
  return plain(valueWords(schema) + limit + given);
}

function plain(words: string): Part[] {
  return words === "" ? [] : [{ words, isName: false }];
}

function valueWords({ type = "any", format = "", enum: values, const: only }: Schema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(" or ");
  if (only !== undefined) return JSON.stringify(only);
  return [type]
    .flat()
    .map((name) => (name === "string" ? (FORMATS[format] ?? name) : name))
    .join(" or ");
}
