import type { ZodError, z } from "zod";

type Issue = z.core.$ZodIssue;

const TYPES: Record<string, string> = {
  string: "Must be text",
  boolean: "Must be true or false",
  number: "Must be a number",
  int: "Must be a whole number",
  object: "Must be an object",
  array: "Must be a list",
};

const FORMATS: Record<string, string> = {
  uuid: "Must be an id, like the ones that the API answers",
  datetime: "Must be a date and a time, like 2030-01-31T12:00:00Z",
};

/** Path of the input → what is wrong with it, in words for people; the first problem of each path. */
export function inputProblems({ issues }: ZodError): Record<string, string> {
  const entries = issues.flatMap((issue): [string, string][] => {
    const path = issue.path.join(".");
    if (issue.code !== "unrecognized_keys") return [[path || "input", problemOf(issue)]];
    return issue.keys.map((key) => [[...issue.path, key].join("."), "Unknown field"]);
  });
  const problems = new Map<string, string>();
  for (const [path, words] of entries) if (!problems.has(path)) problems.set(path, words);
  return Object.fromEntries(problems);
}

/** Messages that a schema sets itself are our words; the library's are for programmers. */
function problemOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (isMissing(issue)) return "This field is missing";
      return TYPES[issue.expected] ?? `Must be of the type ${issue.expected}`;
    case "invalid_value":
      return `Must be one of: ${issue.values.join(", ")}`;
    case "too_big":
      return limit("at most", issue.origin, issue.maximum);
    case "too_small":
      return limit("at least", issue.origin, issue.minimum);
    case "invalid_format":
      return FORMATS[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}

/** Only the library's message tells an absent value from one of another type. */
function isMissing({ path, message }: Issue): boolean {
  return path.length > 0 && message.endsWith("received undefined");
}

function limit(bound: string, origin: string, count: number | bigint): string {
  if (origin === "string") return `Must have ${bound} ${count} characters`;
  if (origin === "array") return `Must have ${bound} ${count} entries`;
  return `Must be ${bound} ${count}`;
}
