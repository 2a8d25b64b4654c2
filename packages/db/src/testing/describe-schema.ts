import { type Kysely, sql } from "kysely";
import type { Database } from "../schema.ts";

/*
 * The schema as SQL, read from Postgres's catalogue: each table with its columns, constraints, indexes
 * and triggers, then the functions. The months of the record are left out, since they come and go.
 */
const TABLES = sql`
  SELECT class.oid, class.relname AS name, class.reloptions AS options,
    CASE WHEN class.relkind = 'p' THEN pg_get_partkeydef(class.oid) END AS partition_key
  FROM pg_class AS class
  WHERE class.relnamespace = current_schema()::regnamespace
    AND class.relkind IN ('r', 'p') AND NOT class.relispartition
    AND class.relname NOT LIKE 'migrations%'`;

const COLUMNS = sql`
  SELECT attrelid, string_agg(concat_ws(' ',
    attname,
    replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'),
    CASE
      WHEN attgenerated = 's' THEN format('GENERATED ALWAYS AS (%s) STORED', pg_get_expr(adbin, adrelid))
      WHEN adbin IS NOT NULL THEN 'DEFAULT ' || pg_get_expr(adbin, adrelid)
    END,
    CASE WHEN attnotnull THEN 'NOT NULL' END), E',\n  ' ORDER BY attnum) AS lines
  FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped
  GROUP BY attrelid`;

/** The tables, with everything about each as statements, and the functions. */
export async function describeSchema(db: Kysely<Database>): Promise<string> {
  const tables = await sql<{ statements: string }>`
    WITH described AS (${TABLES}), columns AS (${COLUMNS})
    SELECT concat_ws(E'\n',
      format(E'CREATE TABLE %I (\n  %s%s\n)%s%s;', name, lines, (
        SELECT string_agg(format(E',\n  CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '' ORDER BY contype DESC, conname)
        FROM pg_constraint WHERE conrelid = described.oid AND contype IN ('p', 'u', 'f', 'c')
      ), ' PARTITION BY ' || partition_key, ' WITH (' || array_to_string(options, ', ') || ')'), (
        SELECT string_agg(pg_get_indexdef(indexrelid) || ';', E'\n' ORDER BY indexrelid::regclass::text)
        FROM pg_index WHERE indrelid = described.oid
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
      ), (
        SELECT string_agg(pg_get_triggerdef(oid) || ';', E'\n' ORDER BY tgname)
        FROM pg_trigger WHERE tgrelid = described.oid AND NOT tgisinternal
      )) AS statements
    FROM described JOIN columns ON attrelid = described.oid ORDER BY name`.execute(db);
  const functions = await sql<{ statement: string }>`
    SELECT pg_get_functiondef(oid) AS statement FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
    ORDER BY proname, oid::regprocedure::text`.execute(db);
  const statements = [
    ...tables.rows.map((row) => row.statements),
    ...functions.rows.map((row) => `${row.statement.trim()};`),
  ];
  return `${statements.join("\n\n").replaceAll(/ +$| USING btree| ONLY|\bwatchword\./gm, "")}\n`;
}
