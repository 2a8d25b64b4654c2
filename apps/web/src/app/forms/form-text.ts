/**
 * A form's text field; empty for one that is missing or a file, and where a script called the action
 * with something that is no form.
 */
export function textOf(form: FormData, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === "string" ? value : "";
}
