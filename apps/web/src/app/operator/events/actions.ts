"use server";

import { redirect } from "next/navigation";
import { readAddress } from "../../forms/address-entry.ts";
import { textOf } from "../../forms/form-text.ts";
import { writeFilteredBy } from "../address-cookies.ts";
import { NO_COLLECTION, readCollection } from "../collection.ts";
import { isOperator } from "../../visitor/is-operator.ts";
import { filterQuery, type FilterFields, parseFilter } from "./filter.ts";
import { type FilterProblems, problemsOf } from "./filter-problems.ts";

/** The state of the filter's form: what was typed, and what is wrong with it. */
export interface FilterFormState {
  fields: FilterFields;
  email: string;
  collection: string;
  problems: FilterProblems;
}

/** Goes to the events that the form asks for, unless its address is wrong. All fields may be empty. */
export async function filterEvents(_: FilterFormState, form: FormData): Promise<FilterFormState> {
  const { fields, ignored } = parseFilter((name) => textOf(form, name), null);
  const refuse = (email: string, problem: string): FilterFormState => ({
    fields,
    email,
    collection: textOf(form, "collection"),
    problems: { ...problemsOf(ignored), email: problem },
  });
  const about = textOf(form, "email").trim() === "" ? null : await readAddress(form);
  if (about && about.problem !== null) return refuse(about.email, about.problem);
  if (!(await isOperator())) redirect("/operator/events");
  const collection = await readCollection(form);
  if (collection === null) return refuse(textOf(form, "email"), NO_COLLECTION);
  await writeFilteredBy(about && { email: about.email, collection });
  redirect(`/operator/events?${filterQuery(fields)}`);
}

/** Shows every event, whatever was asked for before. */
export async function forgetFilter(): Promise<void> {
  await writeFilteredBy(null);
  redirect("/operator/events");
}
