import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import { endingSql, type Holder, holdersOfTables, inWords } from "./holders.ts";
import { BusyDatabaseError, isInUse, tellingChanges, type Waiting } from "./waiting.ts";

/*
 * While a lock on a table is waited for, everybody who comes after waits too, and somebody may read a table for hours:
 * a dump does. So nothing here waits long for one: it gives the queue up, lets others pass, and tries again.
 */

/** More than the second after which Postgres ends an autovacuum that is in the way. */
const LOCKED_WITHIN_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const GIVES_UP_AFTER_MS = 5 * 60_000;

/**
 * Runs `work` in a transaction, and from its beginning again while a lock that it needs isn't free. Throws
 * `BusyDatabaseError` where that lasts too long.
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
      tell(`Tables are in use${by(holders)}. To change them is tried again.`);
    }
  }
}

/**
 * Until the transaction ends, no lock is waited for longer, statements may take as long as they do, and Postgres looks
 * every few seconds whether whoever asked is still there: it can't on every system, and does without there.
 */
export async function limitWaits(trx: Transaction<unknown>, lockedWithinMs: number): Promise<void> {
  await sql`SELECT set_config('lock_timeout', ${String(lockedWithinMs)}, true),
    set_config('statement_timeout', '0', true)`.execute(trx);
  await sql`
    DO $$ BEGIN
      PERFORM set_config('client_connection_check_interval', '5s', true);
    EXCEPTION WHEN invalid_parameter_value THEN
    END $$`.execute(trx);
}

/** What uses tables now and still does after the pause: calls come and go meanwhile. */
async function holdersThatStay(db: Kysely<unknown>, pauseMs: number): Promise<Holder[]> {
  const before = new Set((await holdersOfTables(db)).map(({ transaction }) => transaction));
  await sleep(pauseMs);
  return (await holdersOfTables(db)).filter(({ transaction }) => before.has(transaction));
}

function tooLong(holders: Holder[], giveUpAfterMs: number, cause: unknown): BusyDatabaseError {
  const ending = endingSql(holders);
  return new BusyDatabaseError(
    `Tables stayed in use${by(holders)} for ${Math.round(giveUpAfterMs / 60_000)} minutes, and could not be ` +
      `changed. Try again later${ending && `, or end what uses them: ${ending}`}`,
    { cause },
  );
}

function by(holders: readonly Holder[]): string {
  return holders.length === 0 ? "" : `, by ${inWords(holders)}`;
}
