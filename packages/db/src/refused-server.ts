import { READ_ONLY, WRONG_SCHEMA } from "./unavailable.ts";

/** The server that was reached takes no writes. `code` is the one that Postgres has for that. */
export class ReadOnlyError extends Error {
  override name = "ReadOnlyError";
  readonly code = READ_ONLY;
}

/**
 * A pooler, or a proxy that drops startup options, leads to sessions that find names elsewhere, perhaps in tables of
 * another program. `code` is the one that Postgres has for a wrong schema.
 */
export class SearchPathError extends Error {
  override name = "SearchPathError";
  readonly code = WRONG_SCHEMA;

  constructor(
    found: string,
    schema: string,
    { role, database }: { role: string; database: string },
  ) {
    super(
      `Sessions have the search_path ${found}, and Watchword needs "${schema}", pg_temp. What is between ` +
        "here and Postgres keeps connections from setting it, so set it for the role and make the pooler reconnect:\n" +
        `  ALTER ROLE "${role}" IN DATABASE "${database}" SET search_path = "${schema}", pg_temp;`,
    );
  }
}
