import "server-only";
import { getConfig } from "../../environment/config.ts";
import { textOf } from "../forms/form-text.ts";
import { getOperatorScope } from "../visitor/is-operator.ts";

export const NO_COLLECTION = "This collection doesn’t exist. Choose one from the list.";

/** The collections that the visitor operates, the one that is shown by default first; empty if they are no operator. */
export async function operatedCollections(): Promise<string[]> {
  const scope = await getOperatorScope();
  if (scope === undefined) return [];
  const all = Object.keys(getConfig().policy.collections);
  return scope === null ? all.toSorted(usersFirst) : [scope];
}

const usersFirst = (a: string, b: string) => Number(b === "users") - Number(a === "users");

/** The collection that a form names, or the visitor's first; null if it isn't one of theirs. */
export async function readCollection(form: FormData): Promise<string | null> {
  const operated = await operatedCollections();
  const name = textOf(form, "collection") || operated[0];
  return name !== undefined && operated.includes(name) ? name : null;
}
