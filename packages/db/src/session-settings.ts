import { searchPathOf } from "./database-schema.ts";

/*
 * What a session is set to, whatever a role, a database or the server's configuration says: how values
 * are written and read, what a statement means, and what would end a connection under us.
 */

/** A statement running longer is cancelled by Postgres. */
export const STATEMENT_MS = 5_000;

export const SETTINGS: Readonly<Record<string, string>> = {
  client_encoding: "UTF8",
  client_min_messages: "notice",
  datestyle: "ISO",
  intervalstyle: "postgres",
  timezone: "UTC",
  bytea_output: "hex",
  extra_float_digits: "1",
  standard_conforming_strings: "on",
  array_nulls: "on",
  transform_null_equals: "off",
  row_security: "on",
  exit_on_error: "off",
  default_transaction_isolation: "read committed",
  default_transaction_deferrable: "off",
  lock_timeout: "0",
  idle_session_timeout: "0",
  idle_in_transaction_session_timeout: "10s",
  // Statements here find rows by keys, so the plan of a prepared one is the same whatever its values.
  plan_cache_mode: "force_generic_plan",
};

/**
 * Startup options that set a session up, after the URL's own: of two the last one counts. Names are found
 * in `schema` only.
 */
export function sessionOptions(
  urlOptions: string | null,
  statementMs: number,
  schema: string,
): string {
  const settings = {
    ...SETTINGS,
    statement_timeout: String(statementMs),
    search_path: searchPathOf(schema),
  };
  const pinned = Object.entries(settings).map(([name, value]) => `-c ${name}=${escape(value)}`);
  return [...(urlOptions === null ? [] : [urlOptions]), ...pinned].join(" ");
}

/** A space ends an option. */
function escape(value: string): string {
  return value.replaceAll(" ", "\\ ");
}
