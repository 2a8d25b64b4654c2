import { type RawBuilder, sql } from "kysely";
import type { Database } from "./schema.ts";

/**
 * What the serving role may do with each table. Credentials are used only by SQL functions, which run as the owner: the
 * role itself can neither make nor change a token, a session or an account.
 */
export const RIGHTS: Record<keyof Database, "write" | "append" | "read"> = {
  users: "read",
  sessions: "read",
  tokens: "read",
  device_authorizations: "read",
  mails: "write",
  notices_told: "write",
  reserved_addresses: "write",
  spent_guesses: "write",
  index_key: "write",
  signing_keys: "write",
  apps: "write",
  buckets: "write",
  suppressed_addresses: "write",
  mail_slots: "write",
  alerts: "write",
  alert_messages: "write",
  logouts: "write",
  consents: "read",
  event_totals: "write",
  chores: "write",
  guess_totals: "write",
  audit_events: "append",
  audit_retention: "read",
  serving_roles: "read",
  function_sets: "write",
};

export const MIGRATION_TABLES = ["migrations", "migrations_lock"] as const;

/**
 * The name of our schema, as text: each connection was checked to look there first. `current_schema()` is null if the
 * schema isn't there yet, or the current role may not use it.
 */
export const SCHEMA_NAME: RawBuilder<string> = sql`
  split_part(translate(current_setting('search_path'), '"', ''), ',', 1)`;

const schemas = sql`
  SELECT oid, quote_ident(nspname) AS name, nspowner AS owner, nspname <> ${SCHEMA_NAME} AS in_set,
    coalesce(nspacl, acldefault('n', nspowner)) AS acl
  FROM pg_namespace
  WHERE nspname = ${SCHEMA_NAME} OR nspname ~ format('^%s_[0-9a-f]{12}$', ${SCHEMA_NAME})`;

/**
 * A query for our objects, which are all those in our schema and in those of the function sets: `kind` as `GRANT ...
 * ON` spells it, `oid`, `name` quoted and with its schema if necessary, `owner`, `acl` with the defaults filled in, and
 * `in_set` for what belongs to a function set.
 */
export const ownObjects: RawBuilder<unknown> = sql`(
  WITH own_schema AS MATERIALIZED (${schemas})
  SELECT 'SCHEMA' AS kind, oid, name, owner, acl, in_set FROM own_schema
  UNION ALL
  SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, pg_class.oid,
    pg_class.oid::regclass::text, relowner,
    coalesce(relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner)), in_set
  FROM pg_class JOIN own_schema ON own_schema.oid = relnamespace
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT 'FUNCTION', pg_proc.oid, pg_proc.oid::regprocedure::text, proowner,
    coalesce(proacl, acldefault('f', proowner)), in_set
  FROM pg_proc JOIN own_schema ON own_schema.oid = pronamespace
)`;
