import { type Kysely, type RawBuilder, sql } from "kysely";
import type { FunctionSet } from "./function-set.ts";

/** Postgres's types, as `pg` reads and writes them. */
const TYPES: Record<string, string> = {
  bool: "boolean",
  bytea: "Buffer",
  date: "Date",
  float8: "number",
  int2: "number",
  int4: "number",
  int8: "string",
  json: "string",
  jsonb: "unknown",
  name: "string",
  text: "string",
  timestamptz: "Date",
  uuid: "string",
  void: "string",
};

interface Described {
  name: string;
  /** What may be null, or contain nulls (`b[]`), according to the comment on the function: `nullable: a, b[]`. */
  nullable: string[];
  parameters: Field[];
  columns: Field[];
}

interface Field {
  name: string;
  type: string;
}

/**
 * TypeScript for the exposed functions of a set, written from Postgres's catalogue: the set's hash, an interface
 * `Functions` for `createCall`, and their parameters with Postgres's types. In SQL a parameter's name begins with `p_`,
 * so that it can't be a column's.
 */
export async function describeFunctions(
  db: Kysely<unknown>,
  { schema, hash }: FunctionSet,
): Promise<string> {
  const functions = await readFunctions(db, schema);
  const entries = functions.map(({ name, nullable, parameters, columns }) => {
    const fields = (list: Field[]) =>
      list.map((field) => `      ${field.name}: ${typeOf(field, nullable, name)};\n`).join("");
    return `  ${name}: {\n    takes: {\n${fields(parameters)}    };\n    row: {\n${fields(columns)}    };\n  };\n`;
  });
  const listed = functions.map(({ name, parameters }) => {
    const fields = parameters.map((field) => `    ${field.name}: "${sqlTypeOf(field.type)}",\n`);
    return `  ${name}: {\n${fields.join("")}  },\n`;
  });
  return [
    "/* Written from the database's catalogue by a test, which keeps it true. */\n\n",
    `export const HASH = "${hash}";\n\n`,
    `export interface Functions {\n${entries.join("")}}\n\n`,
    `export const PARAMETERS = {\n${listed.join("")}} as const;\n`,
  ].join("");
}

function typeOf({ name, type }: Field, nullable: string[], of: string): string {
  const list = type.startsWith("_");
  const known = TYPES[list ? type.slice(1) : type];
  if (known === undefined)
    throw new Error(`${of}: nothing is known of the type ${type} of ${name}.`);
  const item = nullable.includes(`${name}[]`) ? `(${known} | null)` : known;
  return `${list ? `${item}[]` : known}${nullable.includes(name) ? " | null" : ""}`;
}

function sqlTypeOf(type: string): string {
  return type.startsWith("_") ? `${type.slice(1)}[]` : type;
}

/** A function's fields that have one of these modes, in order. */
function fieldsOf(modes: string): RawBuilder<Field[] | null> {
  return sql`(
    SELECT json_agg(json_build_object('name', regexp_replace(field.name, '^p_', ''), 'type', typname) ORDER BY field.at)
    FROM unnest(
      coalesce(proallargtypes, proargtypes::oid[]),
      coalesce(proargmodes, array_fill('i'::"char", ARRAY[pronargs])),
      proargnames
    ) WITH ORDINALITY AS field (type, mode, name, at)
    JOIN pg_type ON pg_type.oid = field.type
    WHERE strpos(${modes}, field.mode::text) > 0
  )`;
}

async function readFunctions(db: Kysely<unknown>, schema: string): Promise<Described[]> {
  const { rows } = await sql<Described>`
    SELECT proname AS name,
      regexp_split_to_array(
        substring(obj_description(pg_proc.oid, 'pg_proc') FROM 'nullable: (.*)'), ',\\s*'
      ) AS nullable,
      coalesce(${fieldsOf("i")}, '[]') AS parameters,
      coalesce(${fieldsOf("to")}, (
        SELECT json_agg(json_build_object('name', attname, 'type', typname) ORDER BY attnum)
        FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
        WHERE attrelid = result.typrelid AND attnum > 0 AND NOT attisdropped
      ), json_build_array(json_build_object('name', proname, 'type', result.typname))) AS columns
    FROM pg_proc JOIN pg_type AS result ON result.oid = prorettype
    WHERE pronamespace = ${schema}::regnamespace AND prosecdef
    ORDER BY proname`.execute(db);
  return rows.map((row) => ({ ...row, nullable: row.nullable ?? [] }));
}
