import type pg from "pg";
import { type BorrowedClient, borrowClient } from "./borrowed-client.ts";
import { nameStatements } from "./prepared.ts";
import type { QueryClient, QueryPool } from "./query-pool.ts";
import { differingSettings, localSettings } from "./session-settings.ts";

/*
 * The sessions of the app's pool have the app's search path and settings, and keep them. The call of a SQL function
 * names its schema and is sent as it is, in one round trip. All our other statements run in a transaction that has our
 * settings until it ends.
 */

const BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/** Wraps the app's pool for our statements. The app ends it. */
export function sharePool(pool: pg.Pool, schema: string): QueryPool {
  const nameOf = nameStatements();
  const begin = `${BEGIN}; ${localSettings(schema)}`;
  /** Whether a session has the settings that a call needs; each session is checked once. */
  const fitness = new WeakMap<pg.PoolClient, boolean>();
  let ended = false;

  async function borrow(): Promise<BorrowedClient> {
    if (ended) throw new Error("Cannot use a pool after calling end on the pool");
    return borrowClient(pool);
  }

  async function isFit(borrowed: BorrowedClient): Promise<boolean> {
    const known = fitness.get(borrowed.client);
    if (known !== undefined) return known;
    const { rows } = await borrowed.query(differingSettings());
    fitness.set(borrowed.client, rows.length === 0);
    return rows.length === 0;
  }

  return {
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async query<Row extends pg.QueryResultRow>(given: pg.QueryConfig) {
      const borrowed = await borrow();
      try {
        const run = () => borrowed.query<Row>({ ...given, name: nameOf(given.text) });
        return (await isFit(borrowed)) ? await run() : await borrowed.inTransaction(begin, run);
      } finally {
        borrowed.release();
      }
    },
    connect: async () => inSchema(await borrow(), begin),
    async withApp(work) {
      const borrowed = await borrow();
      const settings = `${BEGIN}; ${localSettings(null)}`;
      try {
        return await borrowed.inTransaction(settings, () =>
          work(borrowed.client, (given) => borrowed.query(given)),
        );
      } finally {
        borrowed.release();
      }
    },
    end: async () => void (ended = true),
  };
}

const BEGINS = /^(?:begin|start transaction)\b/i;
const ENDS = /^(?:commit|rollback)$/i;

/**
 * A connection whose statements run with our settings: in the transaction that the caller begins, or each in one of its
 * own.
 */
function inSchema(borrowed: BorrowedClient, begin: string): QueryClient {
  let isOpen = false;
  return {
    async query(given: string | pg.QueryConfig, values?: unknown[]) {
      const query = typeof given === "string" ? { text: given, values: values ?? [] } : given;
      if (BEGINS.test(query.text)) {
        isOpen = true;
        const [begun] = (await borrowed.query({ text: begin })) as unknown as [pg.QueryResult];
        return begun;
      }
      if (!isOpen) return borrowed.inTransaction(begin, () => borrowed.query(query));
      const result = await borrowed.query(query);
      if (ENDS.test(query.text)) isOpen = false;
      return result;
    },
    release(destroy) {
      if (destroy || isOpen)
        borrowed.giveUp(new Error("Connection terminated: its transaction is open"));
      borrowed.release();
    },
  };
}
