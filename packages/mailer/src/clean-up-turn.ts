import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** Returns whether the caller should clean up now: once a minute, true for one of the processes that ask. */
export async function claimCleanUp(db: Kysely<Database>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE chores SET done_until = now()
    WHERE name = 'clean-up' AND done_until <= now() - interval '1 minute'`.execute(db);
  return numAffectedRows === 1n;
}
