/**
 * A form's text field; empty if it is missing or a file, or if a script called the action with something that isn't a
 * form.
 */
export function textOf(form: FormData, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === "string" ? value : "";
}
