import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { COLUMN_TYPES } from "./column-types.ts";
import { ANSWER_MS, CONNECT_MS } from "./database-client.ts";
import { inTransaction } from "./transaction.ts";
import { isSilence, losesConnection } from "./unavailable.ts";

const CANCELS_WITHIN_MS = 1_000;

/** A connection of the app's pool, for as long as it is borrowed. */
export interface BorrowedClient {
  readonly client: pg.PoolClient;
  /** Runs a statement, and waits for it no longer than on a connection of our own. */
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
  /** Runs `work` in a transaction that `begin` begins, and undoes it if that fails. */
  inTransaction<Result>(begin: string, work: () => Promise<Result>): Promise<Result>;
  /** Makes the connection end instead of going back to the pool. */
  giveUp(reason: Error): void;
  /** Gives it back to the pool, or ends it if it is unusable. */
  release(): void;
}

/** Borrows a connection. Rejects, as the pool would, if none is free within some seconds. */
export async function borrowClient(pool: pg.Pool): Promise<BorrowedClient> {
  const client = await acquire(pool);
  let lost: Error | null = null;

  async function query<Row extends pg.QueryResultRow>(given: pg.QueryConfig) {
    if (lost) throw lost;
    try {
      const limited = { types: COLUMN_TYPES, query_timeout: ANSWER_MS, ...given };
      return await client.query<Row>(limited);
    } catch (error) {
      if (error instanceof Error && losesConnection(error)) lost ??= error;
      throw error;
    }
  }

  const giveUp = (reason: Error) => void (lost ??= reason);

  return {
    client,
    query,
    inTransaction: (begin, work) =>
      inTransaction({ run: (text) => query({ text }), giveUp }, begin, work),
    giveUp,
    release: () => void giveBack(pool, client, lost),
  };
}

async function acquire(pool: pg.Pool): Promise<pg.PoolClient> {
  const connecting = pool.connect();
  const client = await Promise.race([connecting, sleep(CONNECT_MS, null, { ref: false })]);
  if (client === null) {
    connecting.then((late) => late.release()).catch(() => {});
    throw new Error("timeout exceeded when trying to connect");
  }
  // A connection that breaks in use rejects its statement; without a listener, the event would end the process.
  client.on("error", ignore);
  return client;
}

async function giveBack(pool: pg.Pool, client: pg.PoolClient, lost: Error | null): Promise<void> {
  if (lost && isSilence(lost)) await cancelWork(pool, client);
  // A lost connection may emit another error while it ends.
  if (lost === null) client.off("error", ignore);
  client.release(lost ?? undefined);
}

/** Otherwise Postgres would keep working, or waiting for a lock, for nobody. */
async function cancelWork(pool: pg.Pool, client: pg.PoolClient): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  const cancelled = pool.query("SELECT pg_cancel_backend($1)", [processID]).catch(() => {});
  await Promise.race([cancelled, sleep(CANCELS_WITHIN_MS, undefined, { ref: false })]);
}

function ignore(): void {}
