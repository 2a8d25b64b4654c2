import { RefusalError } from "@watchword/api/refusal";
import { isUnavailable } from "@watchword/db/unavailable";
import { refusalOf } from "./refusal-of.ts";

/** Postgres's codes for a table, a schema or a function that doesn't exist. */
const MISSING: ReadonlySet<unknown> = new Set(["42P01", "3F000", "42883"]);

/** The database was never migrated, or only by another release. */
export class NotMigratedError extends Error {
  override readonly name = "NotMigratedError";
  /** Stays the same, whatever the message says. */
  readonly code = "NOT_MIGRATED";

  constructor(options?: ErrorOptions) {
    super(
      "This release of Watchword hasn't migrated the database: call migrate() first, or run `npx watchword migrate`.",
      options,
    );
  }
}

/** If the database was never migrated, an error that says what to do; any other error as it is. */
export function explained(error: unknown): unknown {
  const isOfProcedure = error instanceof Error && error.name === "TRPCError";
  const { code } = ((isOfProcedure ? error.cause : error) ?? {}) as { code?: unknown };
  return MISSING.has(code) ? new NotMigratedError({ cause: error }) : error;
}

/** Wraps functions so that they reject with that error, or with `UNAVAILABLE` while the database can't be reached. */
export function explaining<Functions extends object>(functions: Functions): Functions {
  const explainingEach = Object.entries(functions).map(([name, run]) => [name, explainingOne(run)]);
  // They have the same names and types.
  return Object.fromEntries(explainingEach) as Functions;
}

function explainingOne<Given extends unknown[]>(run: (...given: Given) => unknown) {
  return (...given: Given) => {
    const running = run(...given);
    if (!(running instanceof Promise)) return running;
    return running.catch((error: unknown) => {
      throw asRefusal(explained(error));
    });
  };
}

/** If an error means that the database can't be reached, one that `refusalOf` reads; any other error as it is. */
function asRefusal(error: unknown): unknown {
  const isAsItIs = error instanceof NotMigratedError || refusalOf(error) !== null;
  return !isAsItIs && isUnavailable(error)
    ? new RefusalError({ reason: "UNAVAILABLE" }, error)
    : error;
}
