import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import { endingSql, type Holder, holdersOfTables, inWords } from "./holders.ts";
import { setLocally } from "./set-locally.ts";
import { BusyDatabaseError, isInUse, tellingChanges, type Waiting } from "./waiting.ts";

/*
 * While a migration waits for a lock on a table, every later statement on that table waits behind it. A dump may read
 * the table for hours. So a migration waits only briefly, then leaves the queue, lets others pass, and tries again.
 */

/** How long to wait for a lock: longer than the second after which Postgres cancels an autovacuum that is in the way. */
const LOCKED_WITHIN_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const GIVES_UP_AFTER_MS = 5 * 60_000;

/**
 * Runs `work` in a transaction. If a lock that it needs isn't free, undoes the transaction and runs `work` again after a
 * pause. Throws `BusyDatabaseError` if that goes on for too long.
 */
export async function changeTables<Result>(
  db: Kysely<unknown>,
  work: (trx: Transaction<unknown>) => Promise<Result>,
  { onWait, giveUpAfterMs = GIVES_UP_AFTER_MS }: Waiting = {},
): Promise<Result> {
  const tell = tellingChanges(onWait);
  const endsAt = performance.now() + giveUpAfterMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await db.transaction().execute(async (trx) => {
        await limitWaits(trx, LOCKED_WITHIN_MS);
        return work(trx);
      });
    } catch (error) {
      if (!isInUse(error)) throw error;
      const holders = await holdersThatStay(db, pauseMs);
      if (performance.now() > endsAt) throw tooLong(holders, giveUpAfterMs, error);
      tell(`Tables are in use${by(holders)}. The migration waits until it can change them.`);
    }
  }
}

/**
 * Sets how long statements of the transaction wait for a lock, and lets them run as long as they need. Postgres then
 * looks every few seconds whether the client is still connected, and stops if it isn't.
 */
export async function limitWaits(trx: Transaction<unknown>, lockedWithinMs: number): Promise<void> {
  await setLocally(trx, {
    lock_timeout: `${lockedWithinMs}ms`,
    statement_timeout: "0",
    transaction_timeout: "0",
    client_connection_check_interval: "5s",
  });
}

/** Finds what uses our tables both before and after a pause. Calls come and go meanwhile. */
async function holdersThatStay(db: Kysely<unknown>, pauseMs: number): Promise<Holder[]> {
  const before = new Set((await holdersOfTables(db)).map(({ transaction }) => transaction));
  await sleep(pauseMs);
  return (await holdersOfTables(db)).filter(({ transaction }) => before.has(transaction));
}

function tooLong(holders: Holder[], giveUpAfterMs: number, cause: unknown): BusyDatabaseError {
  const ending = endingSql(holders);
  return new BusyDatabaseError(
    `Tables were in use${by(holders)} for ${Math.round(giveUpAfterMs / 60_000)} minutes, so the migration couldn't ` +
      `change them. Try again later${ending && `, or end what uses them: ${ending}`}`,
    { cause },
  );
}

function by(holders: readonly Holder[]): string {
  return holders.length === 0 ? "" : ` by ${inWords(holders)}`;
}
