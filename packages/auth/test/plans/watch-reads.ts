import type { Database } from "@watchword/db/schema";
import { functionSchema } from "@watchword/db/function-set";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { CompiledQuery, type Kysely, type QueryExecutor, sql } from "kysely";
import type { Auth } from "../../src/auth.ts";
import { HASH, PARAMETERS } from "../../src/functions.generated.ts";

/** What one statement read of one table, by its plan and by the rows that it met. */
export interface Read {
  table: string;
  rows: number;
  /** Whether the plan, made for no value, reads the table from end to end. */
  scans: boolean;
  text: string;
}

/** Where reading everything would be felt first. */
const LARGE =
  /^(users|sessions|tokens|mails|notices_told|reserved_addresses|suppressed_addresses|spent_guesses|buckets|audit_events.*)$/;

/**
 * Notes what each statement reads. Before it runs it is run by the owner in a transaction that is taken
 * back, in which Postgres counts rows: those of triggers, of functions and of foreign keys too.
 */
export function watchReads(
  auth: Auth,
  owner: Kysely<Database>,
): { reads: Read[]; texts: Set<string> } {
  const reads: Read[] = [];
  const texts = new Set<string>();
  function watch(executor: QueryExecutor, isPlanned: boolean): QueryExecutor {
    const { executeQuery, withConnectionProvider } = executor;
    return Object.assign(executor, {
      async executeQuery(query: Parameters<typeof executeQuery>[0]) {
        if (/^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)/i.test(query.sql)) {
          texts.add(query.sql);
          reads.push(...(await readsOf(owner, query, isPlanned)));
        }
        return executeQuery.call(executor, query);
      },
      // A transaction has an executor of its own.
      withConnectionProvider: (provider: Parameters<typeof withConnectionProvider>[0]) =>
        watch(withConnectionProvider.call(executor, provider), true),
    });
  }
  watch(auth.db.getExecutor(), false);
  const { call } = auth;
  auth.call = async (name, given) => {
    texts.add(name);
    reads.push(...(await readsOfCall(owner, name, given)));
    return call(name, given);
  };
  return { reads, texts };
}

async function readsOfCall(
  owner: Kysely<Database>,
  name: keyof typeof PARAMETERS,
  given: object,
): Promise<Read[]> {
  const parameters = Object.keys(PARAMETERS[name]);
  const places = parameters.map((_, index) => `$${index + 1}`).join(", ");
  const text = `SELECT * FROM ${functionSchema(DEFAULT_SCHEMA, HASH)}.${name}(${places})`;
  const values = parameters.map((parameter) => given[parameter as keyof typeof given]);
  const counted = await countedReads(owner, CompiledQuery.raw(text, values), false);
  return counted.map((read) => ({ ...read, scans: false, text: name }));
}

/** `isPlanned` where it is planned for its values. */
async function readsOf(
  owner: Kysely<Database>,
  query: Parameters<QueryExecutor["executeQuery"]>[0],
  isPlanned: boolean,
): Promise<Read[]> {
  const scanned = isPlanned ? new Set<string>() : await scannedTables(owner, query.sql);
  const counted = await countedReads(owner, query, isPlanned);
  return counted.map((read) => ({ ...read, scans: scanned.has(read.table), text: query.sql }));
}

/** The rows of each table that a query reads, in a transaction that is taken back. */
async function countedReads(
  owner: Kysely<Database>,
  query: Parameters<QueryExecutor["executeQuery"]>[0],
  isPlanned: boolean,
): Promise<{ table: string; rows: number }[]> {
  const trx = await owner.startTransaction().execute();
  try {
    if (isPlanned) await sql`SET LOCAL plan_cache_mode = force_custom_plan`.execute(trx);
    const before = await countReads(trx);
    await trx.executeQuery(query);
    const after = await countReads(trx);
    return [...after].map(([table, rows]) => ({ table, rows: rows - (before.get(table) ?? 0) }));
  } finally {
    await trx.rollback().execute();
  }
}

/** Rows of each large table that the connection has read and not yet told the statistics of. */
async function countReads(trx: Kysely<Database>): Promise<Map<string, number>> {
  const { rows } = await sql<{ table: string; rows: number }>`
    SELECT relname AS table, (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer AS rows
    FROM pg_stat_xact_user_tables WHERE schemaname = current_schema()`.execute(trx);
  return new Map(
    rows.filter(({ table }) => LARGE.test(table)).map((read) => [read.table, read.rows]),
  );
}

async function scannedTables(owner: Kysely<Database>, text: string): Promise<Set<string>> {
  const { rows } = await sql<{ "QUERY PLAN": string }>`
    EXPLAIN (GENERIC_PLAN, COSTS OFF) ${sql.raw(text)}`.execute(owner);
  const scanned = rows.map((row) => /Seq Scan on (\w+)/.exec(row["QUERY PLAN"])?.[1] ?? "");
  return new Set(scanned);
}
