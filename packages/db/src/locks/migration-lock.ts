import { type Kysely, sql, type Transaction } from "kysely";
import { endingSql, type Holder, holdersOfKey, inWords } from "./holders.ts";
import { setLocally } from "./set-locally.ts";
import { BusyDatabaseError, isInUse, tellingChanges, type Waiting } from "./waiting.ts";

const KEY = sql`hashtextextended('watchword:migrate', 0)`;

const TRIES_FOR_MS = 1_000;
/** When to say who is waited for: most migrations, and starts that find nothing to do, take less time. */
const TELLS_AFTER_MS = 5_000;
const GIVES_UP_AFTER_MS = 10 * 60_000;

/**
 * Runs `work` while nobody else migrates. Waits for another migration, and throws `BusyDatabaseError` if that takes too
 * long. The lock belongs to a transaction, which stays open meanwhile. If it belonged to the session, a pooler could run
 * its release on another connection, and keep it.
 */
export async function withMigrationLock<Result>(
  db: Kysely<unknown>,
  work: () => Promise<Result>,
  { onWait, giveUpAfterMs = GIVES_UP_AFTER_MS }: Waiting = {},
): Promise<Result> {
  const tell = tellingChanges(onWait);
  const startedAt = performance.now();
  for (;;) {
    let isLocked = false;
    try {
      return await db.transaction().execute(async (trx) => {
        await takeLock(trx);
        isLocked = true;
        return work();
      });
    } catch (error) {
      if (isLocked || !isInUse(error)) throw error;
    }
    const waitedMs = performance.now() - startedAt;
    if (waitedMs < Math.min(TELLS_AFTER_MS, giveUpAfterMs)) continue;
    const holders = await holdersOfKey(db, KEY);
    if (waitedMs > giveUpAfterMs) throw tooLong(holders, giveUpAfterMs);
    tell(
      `The database is being migrated by ${who(holders)}. This process waits until that is done.`,
    );
  }
}

function who(holders: readonly Holder[]): string {
  return inWords(holders) || "another process";
}

function tooLong(holders: Holder[], giveUpAfterMs: number): BusyDatabaseError {
  const ending = endingSql(holders);
  return new BusyDatabaseError(
    `The database has been migrated by ${who(holders)} for ${Math.round(giveUpAfterMs / 60_000)} minutes. Wait until ` +
      `that is done${ending && `, or end it if it hangs: ${ending}`}`,
  );
}

async function takeLock(trx: Transaction<unknown>): Promise<void> {
  await setLocally(trx, {
    lock_timeout: `${TRIES_FOR_MS}ms`,
    statement_timeout: "0",
    transaction_timeout: "0",
    idle_in_transaction_session_timeout: "0",
  });
  await sql`SELECT pg_advisory_xact_lock(${KEY})`.execute(trx);
}
