import { createDatabase, createPool } from "@watchword/db/pool";
import type { Database } from "@watchword/db/schema";
import { createTestDatabase } from "@watchword/db/testing";
import type { Kysely } from "kysely";

/** A database of its own, as mailers use it over so many connections. `close` removes it. */
export async function openDatabase(
  connections: { max?: number } = {},
): Promise<{ db: Kysely<Database>; close(): Promise<void> }> {
  const database = await createTestDatabase();
  const db = createDatabase(createPool(database.url, connections));
  return {
    db,
    async close() {
      await db.destroy();
      await database.drop();
    },
  };
}
