import type pg from "pg";

/** The pool that our statements run on: one of our own, or the app's (`shared-pool.ts`). */
export interface QueryPool {
  /** Runs one statement that names the schema of everything that it uses. */
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
  /** A connection that finds names in our schema. */
  connect(): Promise<QueryClient>;
  /**
   * Runs `work` in a transaction in which the app's own statements may run too, on `client`, which finds names as the
   * app does. `query` is for our statements, which name their schemas.
   */
  withApp<Result>(work: AppWork<Result>): Promise<Result>;
  load(): PoolLoad;
  /** Ends our connections. May be called again. */
  end(): Promise<void>;
}

export interface QueryClient {
  query(query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult>;
  release(destroy?: boolean | Error): void;
}

export type AppWork<Result> = (client: pg.ClientBase, query: QueryPool["query"]) => Promise<Result>;

/** The current number of connections, and of calls that wait for one. */
export interface PoolLoad {
  total: number;
  idle: number;
  waiting: number;
}
