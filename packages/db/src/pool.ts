import { Kysely, type LogEvent, PostgresDialect } from "kysely";
import type pg from "pg";
import { clientOptions, type ConnectOptions } from "./connect.ts";
import { DatabasePool } from "./database-pool.ts";
import { preparing } from "./prepared.ts";
import type { QueryPool } from "./query-pool.ts";
import { sharePool } from "./shared-pool.ts";
import { inTransaction } from "./transaction.ts";
import type { Database } from "./schema.ts";

/** The options of `createPool`. */
export interface PoolOptions extends ConnectOptions {
  /** The most connections; 10 by default. */
  max?: number;
  /** What to do when a connection breaks outside a statement; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
}

/**
 * Creates a new pool to a URL's database, or to the database of an app's pool. Its connections may break (a restart, a
 * failover, a network that falls silent) without ending the process or keeping anybody waiting for more than 12 s.
 * Throws `DatabaseUrlError`.
 */
export function createPool(database: string | pg.Pool, options: PoolOptions = {}): pg.Pool {
  const pool = new DatabasePool({
    ...clientOptions(database, options),
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
  });
  pool.on("error", (error) => options.onIdleError?.(error));
  return pool;
}

/** A pool to a URL's database, or the app's own pool: then our statements run on it too, and we don't end it. */
export function openPool(
  database: string | pg.Pool,
  options: PoolOptions & { schema: string },
): QueryPool {
  return typeof database === "string"
    ? queryPool(createPool(database, options))
    : sharePool(database, options.schema);
}

/** A statement that ran, or failed. Its parameters stay hidden. */
export interface Statement {
  sql: string;
  /** The SQL function that it calls, if any. */
  called?: string;
  durationMs: number;
  /** Null if it succeeded. */
  error: unknown;
}

/** Kysely over a pool, whose statements are prepared. `db.destroy()` ends the pool. */
export function createDatabase(
  pool: pg.Pool | QueryPool,
  onStatement?: (statement: Statement) => void,
): Kysely<Database> {
  const tell = (event: LogEvent) =>
    onStatement?.({
      sql: event.query.sql,
      durationMs: event.queryDurationMillis,
      error: event.level === "error" ? event.error : null,
    });
  const dialect = new PostgresDialect({ pool: preparing(pool) });
  return new Kysely<Database>({ dialect, ...(onStatement && { log: tell }) });
}

/** The names of an app that has no pool of its own here are found as Postgres does by default. */
const BEGIN_FOR_APP = 'BEGIN; SET LOCAL search_path = "$user", public';

/** Our own pool as a pool that statements run on. */
export function queryPool(pool: pg.Pool): QueryPool {
  let ended: Promise<void> | undefined;
  return {
    query: (query) => pool.query(query),
    connect: () => pool.connect(),
    async withApp(work) {
      const client = await pool.connect();
      let lost: Error | undefined;
      const connection = {
        run: (statement: string) => client.query(statement),
        giveUp: (reason: Error) => (lost = reason),
      };
      try {
        return await inTransaction(connection, BEGIN_FOR_APP, () =>
          work(client, (query) => client.query(query)),
        );
      } finally {
        client.release(lost);
      }
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    end: () => (ended ??= pool.end()),
  };
}
