import "server-only";
import { getConfig } from "../../config.ts";
import { textOf } from "../form-text.ts";

export const NO_COLLECTION = "This collection doesn’t exist. Choose one from the list.";

/** The collection that a form names, `users` where it names none; null where there is no such one. */
export function readCollection(form: FormData): string | null {
  const name = textOf(form, "collection") || "users";
  return isCollection(name) ? name : null;
}

export function isCollection(name: string): boolean {
  return Object.hasOwn(getConfig().policy.collections, name);
}
