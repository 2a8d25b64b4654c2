import "server-only";
import { EVENTS, OUTCOMES } from "@watchword/auth/audit";
import { z } from "zod";
import { queryText, type SearchParams } from "../../pages/search-params.ts";
import { type LookedUp, readFilteredBy } from "../address-cookies.ts";

/** The parts of a filter that are in the URL. The address isn't: it is in a cookie. */
export const FIELDS = ["event", "outcome", "reason", "requestId", "from", "to"] as const;

export type Field = (typeof FIELDS)[number];

export type FilterFields = Record<Field, string>;

/** A time as `datetime-local` fields have it, in Universal Time: on an existing day, usually without seconds. */
const minute = z
  .string()
  .regex(/^[1-9]\d{3}-[\d-]+T[\d:]+$/)
  .pipe(z.iso.datetime({ local: true }))
  .transform((local) => new Date(`${local}Z`).toISOString());
const word = z.string().regex(/^[\x20-\x7e]{1,200}$/);

const filter = {
  event: z.enum(EVENTS),
  outcome: z.enum(OUTCOMES),
  reason: word,
  requestId: word,
  from: minute,
  to: minute,
};

export interface Filter {
  /** As they were typed, for the form. */
  fields: FilterFields;
  address: LookedUp | null;
  /** For the procedures, without what isn't understood. */
  input: {
    [Name in Field]?: z.infer<(typeof filter)[Name]>;
  } & Partial<LookedUp>;
  /** The fields that weren't understood. */
  ignored: Field[];
}

/** The filter in a page's address and its visitor's cookie. */
export async function readFilter(searchParams: SearchParams): Promise<Filter> {
  const texts = await Promise.all(FIELDS.map((name) => queryText(searchParams, name)));
  return parseFilter((name) => texts[FIELDS.indexOf(name)] ?? "", await readFilteredBy());
}

export function parseFilter(textOf: (name: Field) => string, address: LookedUp | null): Filter {
  const fields = Object.fromEntries(
    FIELDS.map((name) => [name, textOf(name).trim()]),
  ) as FilterFields;
  const given = FIELDS.filter((name) => fields[name] !== "");
  const parsed = given.map((name) => [name, filter[name].safeParse(fields[name])] as const);
  const understood = parsed.flatMap(([name, result]) =>
    result.success ? [[name, result.data]] : [],
  );
  return {
    fields,
    address,
    input: { ...Object.fromEntries(understood), ...address },
    ignored: parsed.flatMap(([name, result]) => (result.success ? [] : [name])),
  };
}

/** Whether the filter excludes anything. */
export function isSet({ fields, address }: Pick<Filter, "fields" | "address">): boolean {
  return address !== null || FIELDS.some((name) => fields[name] !== "");
}

/** The query of a page of these events. */
export function filterQuery(fields: Partial<FilterFields>, before?: string): string {
  const given = Object.entries({ ...fields, before }).filter(([, text]) => text);
  return new URLSearchParams(given as [string, string][]).toString();
}
