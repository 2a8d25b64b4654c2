import type { Database } from "@watchword/db/schema";
import { type Kysely, type QueryExecutor, sql } from "kysely";
import type { Auth } from "../../src/auth.ts";

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
  return { reads, texts };
}

/** `isPlanned` where it is planned for its values. */
async function readsOf(
  owner: Kysely<Database>,
  query: Parameters<QueryExecutor["executeQuery"]>[0],
  isPlanned: boolean,
): Promise<Read[]> {
  const scanned = isPlanned ? new Set<string>() : await scannedTables(owner, query.sql);
  const trx = await owner.startTransaction().execute();
  if (isPlanned) await sql`SET LOCAL plan_cache_mode = force_custom_plan`.execute(trx);
  const before = await countReads(trx);
  await trx.executeQuery(query);
  const after = await countReads(trx);
  await trx.rollback().execute();
  return [...after]
    .map(([table, rows]) => ({ table, rows: rows - (before.get(table) ?? 0) }))
    .map((read) => ({ ...read, scans: scanned.has(read.table), text: query.sql }));
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
