import { isUnavailable } from "@watchword/db/unavailable";

/** The command was called wrongly. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Errors whose messages are written for the person at the terminal. */
const FOR_PEOPLE = new Set([
  "UsageError",
  "DatabaseUrlError",
  "UnfitDatabaseError",
  "OwnershipError",
  "BusyDatabaseError",
]);

/**
 * Describes an error to the person at the terminal: in words if they can do something about it, otherwise with its
 * stack.
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (FOR_PEOPLE.has(error.name)) return error.message;
  const { code } = error as { code?: unknown };
  // Waiting doesn't help if the password is wrong or the database doesn't exist.
  if (code === "28P01" || code === "28000" || code === "3D000")
    return `The database refuses: ${error.message}`;
  if (isUnavailable(error)) return `The database is out of reach: ${reasonOf(error)}`;
  // An error of Postgres itself, such as a wrong password.
  if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code))
    return `The database refuses: ${error.message}`;
  return error.stack ?? error.message;
}

/** The error of a host with several addresses has no message of its own. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const { message, code } = first as Error & { code?: string };
  return message || code || error.name;
}
