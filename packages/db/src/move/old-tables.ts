import { type Kysely, sql } from "kysely";
import { RIGHTS } from "../own-objects.ts";
import { MoveError } from "./move-error.ts";

/** The tables of an earlier release, all in one schema. */
export interface OldTables {
  schema: string;
  /** Including the months of the record and the migrations' own. */
  tables: string[];
  /** With the schema and their arguments' types, as Postgres quotes them. */
  functions: string[];
}

/** Tables that only earlier releases had. */
const GONE = ["known_devices", "kysely_migration", "kysely_migration_lock"];

/** The oldest state that is known here, and the last one before there was a schema of our own. */
const FIRST = "0016-guess-totals";
const LAST = "0023-fair-mails";

const FUNCTIONS = [
  "count_guess()",
  "keep_audit_partitions(interval)",
  "enqueue_notice(uuid,text,uuid,bytea,text,integer,integer)",
  "queue_limited_notice(uuid,text,uuid,bytea,text,text,integer,integer)",
  "queue_notice(uuid,text,uuid,bytea,text,text,integer)",
  "refuse_audit_change()",
  "refuse_reserved_address()",
  "reserve_guess(integer,bytea,integer,bytea,integer,bytea,integer,bytea,integer)",
  "reserve_guess_in_networks(integer,bytea,integer,bytea,integer,bytea[],integer[],bytea,integer)",
  "reserve_slots(bytea,integer,integer)",
  "take_from_buckets(bytea[],integer[],double precision[])",
  "uuid_by_time()",
];

/** Reads what is there. Throws `MoveError` if it belongs to an unknown release, or the current role may not move it. */
export async function inspectOld(db: Kysely<unknown>, schema: string): Promise<OldTables> {
  const names = [...Object.keys(RIGHTS), ...GONE];
  const { rows: tables } = await sql<{ name: string; grant: string; held: boolean }>`
    SELECT relname::text AS name, format('GRANT %s TO %I;', relowner::regrole, current_user) AS grant, pg_has_role(relowner, 'USAGE') AS held
    FROM pg_class AS class WHERE relnamespace = ${schema}::regnamespace AND relkind IN ('r', 'p') AND (
      relname = ANY(${names}) OR oid IN (SELECT inhrelid FROM pg_inherits JOIN pg_class AS parent
        ON parent.oid = inhparent WHERE parent.relname = 'audit_events' AND parent.relnamespace = class.relnamespace)
    ) ORDER BY relname`.execute(db);
  const grants = new Set(tables.filter(({ held }) => !held).map(({ grant }) => `  ${grant}`));
  if (grants.size > 0)
    throw new MoveError(
      "The old tables belong to another role. Run this as a superuser, and try again; a membership that was " +
        `granted for it can be revoked afterwards:\n${[...grants].join("\n")}`,
    );
  await refuseUnknown(db, schema);
  const { rows: functions } = await sql<{ signature: string }>`
    SELECT format('%I.%I(%s)', ${schema}::text, proname, pg_get_function_identity_arguments(oid)) AS signature
    FROM pg_proc WHERE oid IN (
      SELECT to_regprocedure(format('%I.%s', ${schema}::text, signature))
      FROM unnest(${FUNCTIONS}::text[]) AS signature)`.execute(db);
  return {
    schema,
    tables: tables.map(({ name }) => name),
    functions: functions.map(({ signature }) => signature),
  };
}

async function refuseUnknown(db: Kysely<unknown>, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM ${sql.table(`${schema}.kysely_migration`)}`.execute(db);
  const names = rows.map(({ name }) => name);
  const unknown = names.filter((name) => name > LAST);
  if (unknown.length > 0 || !names.includes(FIRST))
    throw new MoveError(
      `The tables in ${schema} are of a release that can't be moved from` +
        (unknown.length > 0 ? ` (${unknown.join(", ")}).` : `: it lacks ${FIRST}.`),
    );
}
