import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase } from "@watchword/db/testing";
import { expect, test } from "vitest";
import { describeSchema } from "../src/testing/describe-schema.ts";

/** `npx -y pnpm@12 exec vitest run --project db schema -u` writes the file again. */
test("schema.sql shows the tables and functions as the migrations make them", async () => {
  const database = await createTestDatabase();
  const db = createDatabase(createPool(database.ownerUrl));
  const schema = await describeSchema(db);
  await db.destroy();
  await database.drop();
  const heading = "-- What the migrations make, to read. A test writes it and keeps it true.\n\n";
  await expect(heading + schema).toMatchFileSnapshot("../schema.sql");
});
