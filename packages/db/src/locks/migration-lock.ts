import { type Kysely, sql, type Transaction } from "kysely";
import { endingSql, holdersOfKey, inWords } from "./holders.ts";
import { BusyDatabaseError, isInUse, tellingChanges, type Waiting } from "./waiting.ts";

const KEY = sql`hashtextextended('watchword:migrate', 0)`;

const TRIES_FOR_MS = 1_000;
/** Most migrations, and all starts that find nothing to do, are over by then. */
const TELLS_AFTER_MS = 5_000;
const GIVES_UP_AFTER_MS = 10 * 60_000;

/**
 * Runs `work` while nobody else migrates. The lock is a transaction's, which stays open meanwhile: behind a pooler a
 * session's would stay with whichever connection it was taken on. Throws `BusyDatabaseError` where somebody else has
 * it for too long.
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
    const who = inWords(holders) || "another process";
    if (waitedMs > giveUpAfterMs)
      throw new BusyDatabaseError(
        `The database has been migrated by ${who} for ${Math.round(giveUpAfterMs / 60_000)} minutes. Wait until ` +
          `that is done, or end it if it hangs: ${endingSql(holders)}`,
      );
    tell(`The database is being migrated by ${who}, which is waited for.`);
  }
}

async function takeLock(trx: Transaction<unknown>): Promise<void> {
  await sql`SELECT set_config('idle_in_transaction_session_timeout', '0', true),
    set_config('statement_timeout', '0', true),
    set_config('lock_timeout', ${String(TRIES_FOR_MS)}, true)`.execute(trx);
  await sql`SELECT pg_advisory_xact_lock(${KEY})`.execute(trx);
}
