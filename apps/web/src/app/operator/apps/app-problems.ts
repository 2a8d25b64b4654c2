import type { AppProblems, TypedApp } from "./typed-app.ts";

/**
 * What is wrong with the fields of an app's form, from the procedure's problems by path of its input, such as
 * `app.redirectUris.0`. Null if a problem isn't about a field of the form.
 */
export function problemsOf(
  fields: Record<string, string>,
  typed: TypedApp,
  choosesId: boolean,
): AppProblems | null {
  const problems: AppProblems = {};
  for (const [path, message] of Object.entries(fields)) {
    const [, name = "", line] = path.split(".");
    const field = fieldOf(name);
    if (field === null || (field === "id" && !choosesId)) return null;
    const before = problems[field] ? `${problems[field]} ` : "";
    problems[field] = before + words(typed[field], message, line);
  }
  return problems;
}

function fieldOf(name: string): keyof TypedApp | null {
  switch (name) {
    case "subjectType":
      return "isPairwise";
    case "allowedOrigins":
    case "backchannelLogoutUri":
    case "id":
    case "initiateLoginUri":
    case "name":
    case "origin":
    case "postLogoutRedirectUris":
    case "redirectUris":
      return name;
    default:
      return null;
  }
}

function words(typed: TypedApp[keyof TypedApp], message: string, line: string | undefined): string {
  if (!Array.isArray(typed)) return `${message}.`;
  if (typed.length === 0) return "Enter at least one: people come back there from signing in.";
  const where = line !== undefined && typed.length > 1 ? `Line ${Number(line) + 1}: ` : "";
  return `${where}${message}.`;
}
