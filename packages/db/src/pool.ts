import { type Dialect, Kysely, type LogEvent, PostgresDialect } from "kysely";
import pg from "pg";
import { compilingOnce } from "./compile-once.ts";
import { preparing } from "./prepared.ts";
import type { Database } from "./schema.ts";
import { tellWorkers } from "./tell-workers.ts";

export interface PoolOptions {
  /** Connections at most; 10 unless told. */
  max?: number;
  /** A statement running longer is cancelled; 10 s unless told, 0 for never. */
  statementTimeoutMs?: number;
  /** What to do when a connection breaks outside a statement; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
}

/** A pool whose idle connections may break (a restart, a failover) without ending the process. */
export function createPool(databaseUrl: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "watchword",
    ...(isPooled(databaseUrl) ? {} : sessionSettings(options)),
  });
  pool.on("error", (error) => options.onIdleError?.(error));
  // A connection that breaks in use rejects its statement; unheard, the event would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  tellWorkers(pool);
  return pool;
}

/** Whether a URL says that PgBouncer listens there, which refuses a connection that sets what it doesn't know. */
export function isPooled(databaseUrl: string): boolean {
  return new URL(databaseUrl).searchParams.get("pgbouncer") === "true";
}

/** What each session has set; behind PgBouncer the role has (`docs/deploy.md`). */
function sessionSettings({ statementTimeoutMs = 10_000 }: PoolOptions) {
  return {
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 10_000,
    // Statements here find rows by keys, so the plan of a prepared one is the same whatever its values.
    options: "-c plan_cache_mode=force_generic_plan",
  };
}

/** A statement that ran, or failed. Its parameters are nobody's to see. */
export interface Statement {
  sql: string;
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
  const postgres = new PostgresDialect({ pool: preparing(pool) });
  const dialect: Dialect = {
    createAdapter: () => postgres.createAdapter(),
    createDriver: () => postgres.createDriver(),
    createIntrospector: (db) => postgres.createIntrospector(db),
    createQueryCompiler: () => compilingOnce(postgres.createQueryCompiler()),
  };
  return new Kysely<Database>({ dialect, ...(onStatement && { log: tell }) });
}

/** SQLSTATE classes and driver codes that say the database can't take a statement now; a deadlock's too. */
const UNAVAILABLE_CODE =
  /^(08...|53...|57P0[123]|57014|55P03|40001|40P01|ECONN\w+|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/;
const UNAVAILABLE_MESSAGE =
  /timeout exceeded when trying to connect|connection terminated|Client has encountered a connection error/i;

/** Whether an error says that the database is out of reach or overloaded, and not that a statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && UNAVAILABLE_CODE.test(error.code))
    return true;
  if (UNAVAILABLE_MESSAGE.test(error.message)) return true;
  return error instanceof AggregateError
    ? error.errors.some(isUnavailable)
    : isUnavailable(error.cause);
}
