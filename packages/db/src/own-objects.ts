import { type RawBuilder, sql } from "kysely";
import type { Database } from "./schema.ts";

/** What the serving role may do with each table. */
export const RIGHTS: Record<keyof Database, "write" | "append" | "read"> = {
  users: "write",
  sessions: "write",
  tokens: "write",
  mails: "write",
  known_devices: "write",
  notices_told: "write",
  reserved_addresses: "write",
  spent_guesses: "write",
  index_key: "write",
  buckets: "write",
  suppressed_addresses: "write",
  mail_slots: "write",
  alerts: "write",
  alert_messages: "write",
  event_totals: "write",
  chores: "write",
  guess_totals: "write",
  audit_events: "append",
  audit_retention: "read",
  serving_roles: "read",
};

export const MIGRATION_TABLES = ["kysely_migration", "kysely_migration_lock"];

/** Our functions, as Postgres writes their arguments. A test compares them with a migrated database. */
export const FUNCTIONS: readonly string[] = [
  "count_guess()",
  "keep_audit_partitions(interval)",
  "enqueue_notice(uuid,text,uuid,bytea,text,integer,integer)",
  "queue_notice(uuid,text,uuid,bytea,text,text,integer)",
  "refuse_audit_change()",
  "refuse_reserved_address()",
  "reserve_guess(integer,bytea,integer,bytea,integer,bytea,integer,bytea,integer)",
  "reserve_guess_in_networks(integer,bytea,integer,bytea,integer,bytea[],integer[],bytea,integer)",
  "reserve_slots(bytea,integer,integer)",
  "take_from_buckets(bytea[],integer[],double precision[])",
  "uuid_by_time()",
];

const SCHEMA = sql`(SELECT oid FROM pg_namespace WHERE nspname = current_schema())`;

const names = [...Object.keys(RIGHTS), ...MIGRATION_TABLES];
const ownTables = sql`relnamespace = ${SCHEMA} AND (
  relname = ANY(${names}) OR oid IN (
    SELECT inhrelid FROM pg_inherits WHERE inhparent = (
      SELECT oid FROM pg_class WHERE relnamespace = ${SCHEMA} AND relname = 'audit_events'))
)`;
const ownFunctions = sql`pronamespace = ${SCHEMA} AND oid IN (
  SELECT to_regprocedure(format('%I.%s', current_schema(), signature)) FROM unnest(${FUNCTIONS}::text[]) AS signature
)`;

/**
 * A query for our objects, and nobody else's in the same database: `kind` as `GRANT ... ON` spells it,
 * `oid`, `name` in quotes where it needs them, `owner`, and `acl` with the defaults filled in. A sequence
 * is there when a column of ours owns it.
 */
export const ownObjects: RawBuilder<unknown> = sql`(
  WITH own_table AS (
    SELECT oid, relkind, relowner, relacl FROM pg_class WHERE relkind IN ('r', 'p', 'v') AND ${ownTables}
  ), own_sequence AS (
    SELECT DISTINCT pg_class.oid, relowner, relacl FROM pg_class
    JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = pg_class.oid
    WHERE relkind = 'S' AND deptype IN ('a', 'i') AND refclassid = 'pg_class'::regclass
      AND refobjid IN (SELECT oid FROM own_table)
  )
  SELECT 'TABLE' AS kind, oid, oid::regclass::text AS name, relowner AS owner,
    coalesce(relacl, acldefault('r', relowner)) AS acl FROM own_table
  UNION ALL
  SELECT 'SEQUENCE', oid, oid::regclass::text, relowner, coalesce(relacl, acldefault('s', relowner))
  FROM own_sequence
  UNION ALL
  SELECT 'FUNCTION', oid, oid::regprocedure::text, proowner, coalesce(proacl, acldefault('f', proowner))
  FROM pg_proc WHERE ${ownFunctions}
)`;
