"use server";

import { redirect } from "next/navigation";
import { type AddressFormState, readAddress } from "../../forms/address-entry.ts";
import { textOf } from "../../forms/form-text.ts";
import { writeFilteredBy } from "../address-cookies.ts";
import { NO_COLLECTION, readCollection } from "../collection.ts";
import { isOperator } from "../../visitor/is-operator.ts";
import { FIELDS, filterQuery } from "./filter.ts";

/** Goes to the events that the form asks for. */
export async function filterEvents(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  const about = textOf(form, "email").trim() === "" ? null : await readAddress(form);
  if (about && about.problem !== null) return about;
  if (!(await isOperator())) redirect("/operator/events");
  const collection = await readCollection(form);
  if (collection === null) return { email: textOf(form, "email"), problem: NO_COLLECTION };
  await writeFilteredBy(about && { email: about.email, collection });
  const fields = Object.fromEntries(FIELDS.map((name) => [name, textOf(form, name).trim()]));
  redirect(`/operator/events?${filterQuery(fields)}`);
}

/** Every event, whatever was asked for before. */
export async function forgetFilter(): Promise<void> {
  await writeFilteredBy(null);
  redirect("/operator/events");
}
