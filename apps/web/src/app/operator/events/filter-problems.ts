import type { Field } from "./filter.ts";

/** What is wrong with each field of the filter. */
export type FilterProblems = Partial<Record<Field | "email", string>>;

/** In words, for the fields that weren't understood. */
export function problemsOf(ignored: readonly Field[]): FilterProblems {
  return Object.fromEntries(ignored.map((name) => [name, words(name)]));
}

function words(name: Field): string {
  return name === "from" || name === "to"
    ? "This isn’t a valid time."
    : "The record has no such word.";
}
