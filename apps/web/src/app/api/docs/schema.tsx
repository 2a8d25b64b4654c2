import type { JsonSchema } from "@watchword/api/openapi/reference";
import { Fragment } from "react";
import { Prose } from "./prose.tsx";
import { fieldsOf, typeParts } from "./schema-words.ts";

/** A schema with a name, which others refer to. */
export function SchemaDetails({ id, schema }: { id: string; schema: JsonSchema }) {
  return (
    <details className="border-b border-hairline last:border-b-0">
      <summary className="py-2 font-mono">{id}</summary>
      <div id={id} className="pb-5 ps-4">
        <Fields schema={schema} />
      </div>
    </details>
  );
}

interface FieldsProps {
  schema: JsonSchema;
  /** What to say about an object without fields. */
  nothing?: string;
}

/** The fields of an object or of a list's items, each with its type and description. */
export function Fields({ schema, nothing }: FieldsProps) {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return nothing === undefined ? null : <p>{nothing}</p>;
  return (
    <dl>
      {fields.map((field) => (
        <div key={field.name} className="mt-2">
          <dt>
            <code className="font-mono wrap-anywhere">{field.name}</code>{" "}
            <TypeWords schema={field.schema} />
            {!field.required && <span className="text-muted">, optional</span>}
          </dt>
          <dd className="ps-4 text-muted">
            {field.description !== undefined && <Prose>{field.description}</Prose>}
            <Fields schema={field.schema} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What a value is, in words; the names of other schemas lead to them. */
export function TypeWords({ schema }: { schema: JsonSchema }) {
  return (
    <span className="text-muted wrap-anywhere">
      {typeParts(schema).map(({ words, isName }, index) => (
        <Fragment key={index}>
          {isName ? (
            <a href={`#${words}`} className="link">
              {words}
            </a>
          ) : (
            words
          )}
        </Fragment>
      ))}
    </span>
  );
}
