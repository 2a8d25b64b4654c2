import { searchPathOf } from "./database-schema.ts";

/*
 * The settings of our sessions, whatever a role, a database or the server's configuration says: how values are written
 * and read, what a statement means, and what could end a connection while we use it.
 */

/** Postgres cancels a statement that runs longer. */
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
  // Otherwise the sessions of a host that vanished, and their locks, would stay for two hours.
  tcp_keepalives_idle: "15",
  tcp_keepalives_interval: "5",
  tcp_keepalives_count: "3",
  // Statements here find rows by keys, so the plan of a prepared one is the same whatever its values.
  plan_cache_mode: "force_generic_plan",
};

/**
 * Startup options that set up a session. They come after the URL's own, because the last one counts. Names are found
 * only in `schema`.
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

/** The settings that matter for a single transaction; the others belong to the session. */
const IN_TRANSACTION = Object.entries(SETTINGS).filter(
  ([name]) => !/^(?:default_|client_encoding|exit_on_error|idle_session|tcp_)/.test(name),
);

/**
 * Statements that set up a transaction in somebody else's session. Names are found only in `schema` or, if it is null,
 * as elsewhere in the session.
 */
export function localSettings(schema: string | null): string {
  const settings = [...IN_TRANSACTION, ["statement_timeout", String(STATEMENT_MS)] as const];
  const pinned = settings.map(([name, value]) => `SET LOCAL ${name} = '${value}'`);
  const path = schema === null ? [] : [`SET LOCAL search_path = ${searchPathOf(schema)}`];
  return [...pinned, ...path].join("; ");
}

/** The settings that a function's call needs in its session. */
const NEEDED: Readonly<Record<string, string>> = {
  default_transaction_read_only: "off",
  ...Object.fromEntries(
    [
      "datestyle",
      "standard_conforming_strings",
      "transform_null_equals",
      "row_security",
      "default_transaction_isolation",
      "lock_timeout",
    ].map((name) => [name, SETTINGS[name] ?? ""]),
  ),
};

/** A query for those settings of a session that aren't what a function's call needs. */
export function differingSettings(): { text: string; values: string[][] } {
  return {
    text: `SELECT name FROM unnest($1::text[], $2::text[]) AS needed (name, value)
      WHERE NOT starts_with(current_setting(name), value)`,
    values: [Object.keys(NEEDED), Object.values(NEEDED)],
  };
}

/** Escapes spaces, which would end an option. */
function escape(value: string): string {
  return value.replaceAll(" ", "\\ ");
}
