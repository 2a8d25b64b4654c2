import { RefusalError } from "@watchword/api/refusal";
import { isUnavailable } from "@watchword/db/unavailable";
import { refusalOf } from "./refusal-of.ts";

/** What Postgres says where a table, a schema or a function isn't there. */
const MISSING: ReadonlySet<unknown> = new Set(["42P01", "3F000", "42883"]);

/** The database was never migrated, or by another release. */
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

/** An error in words that say what to do, where the database was never migrated. Any other as it is. */
export function explained(error: unknown): unknown {
  const isOfProcedure = error instanceof Error && error.name === "TRPCError";
  const { code } = ((isOfProcedure ? error.cause : error) ?? {}) as { code?: unknown };
  return MISSING.has(code) ? new NotMigratedError({ cause: error }) : error;
}

/** The same functions, which reject in those words, and as `UNAVAILABLE` while the database can't be reached. */
export function explaining<Functions extends object>(functions: Functions): Functions {
  const explainingEach = Object.entries(functions).map(([name, run]) => [name, explainingOne(run)]);
  // Of the same names and types.
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

/** What `refusalOf` reads, for an error that says that the database can't be reached. Any other as it is. */
function asRefusal(error: unknown): unknown {
  const isAsItIs = error instanceof NotMigratedError || refusalOf(error) !== null;
  return !isAsItIs && isUnavailable(error)
    ? new RefusalError({ reason: "UNAVAILABLE" }, error)
    : error;
}
