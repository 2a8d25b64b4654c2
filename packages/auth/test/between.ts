import type { Database } from "@watchword/db/schema";
import { type Kysely, sql, type Transaction } from "kysely";
import { expect } from "vitest";

export type Trx = Transaction<Database>;

/** What `call` answers if it comes between the two halves of a transaction of somebody else, and waits for it. */
export async function between<Result>(
  owner: Kysely<Database>,
  first: (other: Trx) => Promise<unknown>,
  call: () => Promise<Result>,
  second: (other: Trx) => Promise<unknown>,
): Promise<Result> {
  const other = await owner.startTransaction().execute();
  await first(other);
  const answer = call();
  answer.catch(() => {});
  await expect.poll(() => waiting(owner)).toBe(1);
  await second(other);
  await other.commit().execute();
  return answer;
}

/** How many calls wait for locks. */
export async function waiting(owner: Kysely<Database>): Promise<number> {
  const { rows } = await sql`
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(owner);
  return rows.length;
}
