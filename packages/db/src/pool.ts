import { Kysely, type LogEvent, PostgresDialect } from "kysely";
import type pg from "pg";
import { clientOptions, type ConnectOptions } from "./connect.ts";
import { DatabasePool } from "./database-pool.ts";
import { preparing } from "./prepared.ts";
import type { Database } from "./schema.ts";

export interface PoolOptions extends ConnectOptions {
  /** Connections at most; 10 by default. */
  max?: number;
  /** What to do when a connection breaks outside a statement; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
}

/**
 * A pool whose connections may break (a restart, a failover, a network that falls silent) without ending
 * the process or keeping anybody waiting for more than 12 s. Throws `DatabaseUrlError`.
 */
export function createPool(databaseUrl: string, options: PoolOptions = {}): pg.Pool {
  const pool = new DatabasePool({
    ...clientOptions(databaseUrl, options),
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
  });
  pool.on("error", (error) => options.onIdleError?.(error));
  return pool;
}

/** A statement that ran, or failed. Its parameters are nobody's to see. */
export interface Statement {
  sql: string;
  /** The SQL function that it calls; none by default. */
  called?: string;
  durationMs: number;
  /** Null where it ran. */
  error: unknown;
}

/** Kysely over a pool, whose statements are prepared. `db.destroy()` ends the pool. */
export function createDatabase(
  pool: pg.Pool,
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
