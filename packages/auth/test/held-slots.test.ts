import { createHash, randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { Database } from "@watchword/db/schema";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let database: TestDatabase;
let owner: Kysely<Database>;
let functions: string;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDatabase(createPool(database.ownerUrl));
  const newest = owner.selectFrom("function_sets").select("schema").orderBy("installed_at", "desc");
  functions = (await newest.limit(1).executeTakeFirstOrThrow()).schema;
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

const named = () => createHash("sha256").update(randomUUID()).digest();

/** A guess in an address with two slots and a network with three, in a transaction that is open. */
async function hold(trx: Transaction<Database>, address: Buffer, network: Buffer) {
  await sql`SET LOCAL search_path = ${sql.id(functions)}, watchword`.execute(trx);
  const { rows } = await sql<{ slots: number[] | null }>`
    SELECT slots FROM hold_guess(
      1, ${address}, 2, NULL, NULL, ARRAY[${network}::bytea], ARRAY[3], ${named()}, 1000
    )`.execute(trx);
  return rows[0]?.slots;
}

test("a guess whose first draw hits a spent slot doesn't keep the other slots of that draw locked", async () => {
  for (let round = 0; round < 40; round++) {
    const [address, network] = [named(), named()];
    await sql`INSERT INTO spent_guesses (budget, slot, at) VALUES (${network}, 1, now())`.execute(
      owner,
    );
    const [first, second] = [
      await owner.startTransaction().execute(),
      await owner.startTransaction().execute(),
    ];
    expect(await hold(first, address, network)).toHaveLength(3);
    expect(await hold(second, address, network)).toHaveLength(3);
    const third = await owner.startTransaction().execute();
    expect(await hold(third, address, network)).toBeNull();
    for (const trx of [first, second, third]) await trx.rollback().execute();
  }
});
