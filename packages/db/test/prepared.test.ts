import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { isUnavailable } from "@watchword/db/unavailable";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url, { max: 1 }));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

it("a statement is prepared once, whatever its values, and planned once", async () => {
  for (let number = 0; number < 20; number++) await findUser(`nobody-${number}@example.com`);
  const { rows } = await sql<{ generic_plans: string; custom_plans: string }>`
    SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%by its address%'`.execute(
    db,
  );
  expect(rows).toEqual([{ generic_plans: "20", custom_plans: "0" }]);
});

it("a statement outlives a migration that adds a column to its table", async () => {
  await findUser("ada@example.com");
  const owner = createDatabase(createPool(database.ownerUrl, { max: 1 }));
  await sql`ALTER TABLE users ADD COLUMN nickname text`.execute(owner);
  await owner.destroy();
  expect(await findUser("ada@example.com")).toEqual([]);
});

it("a statement that returns a whole row fails once after a migration that adds a column, and as an outage", async () => {
  const all = () =>
    sql`SELECT * /* the row */ FROM users WHERE email = ${"ada@example.com"}`.execute(db);
  await all();
  const owner = createDatabase(createPool(database.ownerUrl, { max: 1 }));
  await sql`ALTER TABLE users ADD COLUMN surname text`.execute(owner);
  await owner.destroy();
  expect(isUnavailable(await all().catch((error: unknown) => error))).toBe(true);
  expect((await all()).rows).toEqual([]);
});

async function findUser(email: string) {
  const { rows } = await sql`
    SELECT id /* by its address */ FROM users WHERE email = ${email}`.execute(db);
  return rows;
}
