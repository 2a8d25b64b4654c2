import { type Kysely, type RawBuilder, sql } from "kysely";
import { MoveError } from "./move-error.ts";
import type { OldTables } from "./old-tables.ts";
import type { QueuedAlert } from "./waiting-alerts.ts";

/** In such an order that each table comes after those that it refers to. */
const ORDER = [
  "users",
  "sessions",
  "tokens",
  "mails",
  "notices_told",
  "reserved_addresses",
  "spent_guesses",
  "guess_totals",
  "index_key",
  "buckets",
  "suppressed_addresses",
  "mail_slots",
  "audit_events",
  "audit_retention",
  "event_totals",
  "chores",
  "alerts",
  "alert_messages",
  "serving_roles",
];

/** The values that rows of a release without the column stand for. */
const MEANT: Record<string, Record<string, RawBuilder<unknown>>> = {
  tokens: { address_key: sql`budget` },
  mails: {
    // A mail's due time was in a job, which isn't read any more.
    run_at: sql`now()`,
    priority: sql`CASE WHEN token_id IS NULL THEN 10 ELSE 1 END`,
  },
};

/** The keys of those tables in which the baseline makes rows itself. */
const KEYS: Record<string, string> = { audit_retention: "only_one", chores: "name" };

/**
 * Copies every row into the tables of our schema, and compares how many there are. Throws `MoveError` if the numbers
 * differ.
 */
export async function copyTables(
  trx: Kysely<unknown>,
  old: OldTables,
  alerts: QueuedAlert[],
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  // Its triggers would count and refuse what was counted and refused before.
  for (const table of ["users", "spent_guesses"])
    await sql`ALTER TABLE ${sql.table(table)} DISABLE TRIGGER USER`.execute(trx);
  await makeMonths(trx, old);
  for (const table of ORDER.filter((name) => old.tables.includes(name)))
    rows[table] = await copyTable(trx, old.schema, table);
  for (const table of ["users", "spent_guesses"])
    await sql`ALTER TABLE ${sql.table(table)} ENABLE TRIGGER USER`.execute(trx);
  await addWhatWasElsewhere(trx, old, alerts);
  return rows;
}

async function copyTable(trx: Kysely<unknown>, schema: string, name: string): Promise<number> {
  const [to, from] = [sql.table(name), sql.table(`${schema}.${name}`)];
  const key = KEYS[name];
  if (key !== undefined)
    await sql`
      DELETE FROM ${to} WHERE ${sql.id(key)} IN (SELECT ${sql.id(key)} FROM ${from})`.execute(trx);
  const own = await countOf(trx, name);
  const shared = await sharedColumns(trx, schema, name);
  const meant = Object.entries(MEANT[name] ?? {}).filter(([column]) => !shared.includes(column));
  const columns = [...shared, ...meant.map(([column]) => column)].map((column) => sql.id(column));
  const values = [...shared.map((column) => sql.id(column)), ...meant.map(([, value]) => value)];
  await sql`
    INSERT INTO ${to} (${sql.join(columns)}) SELECT ${sql.join(values)} FROM ${from}`.execute(trx);
  const before = await countOf(trx, `${schema}.${name}`);
  const after = (await countOf(trx, name)) - own;
  if (before !== after)
    throw new MoveError(`${name} has ${before} rows, but ${after} were copied. Nothing was moved.`);
  return after;
}

async function countOf(trx: Kysely<unknown>, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::float8 AS n FROM ${sql.table(table)}`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** The columns that both tables have; Postgres computes the others, or they have a default. */
async function sharedColumns(
  trx: Kysely<unknown>,
  schema: string,
  name: string,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT mine.attname::text AS name FROM pg_attribute AS mine
    JOIN pg_attribute AS theirs ON theirs.attname = mine.attname
      AND theirs.attrelid = format('%I.%I', ${schema}::text, ${name}::text)::regclass
      AND theirs.attnum > 0 AND NOT theirs.attisdropped
    WHERE mine.attrelid = ${name}::regclass AND mine.attnum > 0 AND NOT mine.attisdropped
      AND mine.attgenerated = '' ORDER BY mine.attnum`.execute(trx);
  return rows.map((row) => row.name);
}

/** The months of the record, with the bounds that they had. */
async function makeMonths(trx: Kysely<unknown>, { schema }: OldTables): Promise<void> {
  const { rows } = await sql<{ name: string; bounds: string }>`
    SELECT month.relname::text AS name, pg_get_expr(month.relpartbound, month.oid) AS bounds
    FROM pg_inherits JOIN pg_class AS month ON month.oid = inhrelid
    WHERE inhparent = format('%I.audit_events', ${schema}::text)::regclass
      AND pg_get_expr(month.relpartbound, month.oid) <> 'DEFAULT'`.execute(trx);
  for (const { name, bounds } of rows) {
    const month = sql.table(name);
    await sql`CREATE TABLE ${month} PARTITION OF audit_events ${sql.raw(bounds)}`.execute(trx);
    await sql`
      CREATE TRIGGER whole BEFORE TRUNCATE ON ${month}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`.execute(trx);
  }
}

/** Adds what earlier releases stored in other places. */
async function addWhatWasElsewhere(
  trx: Kysely<unknown>,
  { schema, tables }: OldTables,
  alerts: QueuedAlert[],
): Promise<void> {
  if (!tables.includes("notices_told"))
    await sql`
      INSERT INTO notices_told (user_id, kind)
      SELECT DISTINCT user_id, 'new-sign-in' FROM ${sql.table(`${schema}.known_devices`)}`.execute(
      trx,
    );
  if (!tables.includes("alert_messages"))
    for (const { id, type, data, created_at } of alerts)
      await sql`
        INSERT INTO alert_messages (id, type, data, created_at)
        VALUES (${id}, ${type}, ${JSON.stringify(data)}, ${created_at})`.execute(trx);
}
