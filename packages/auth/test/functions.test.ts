import { FUNCTIONS_FOLDER } from "../src/migrate.ts";
import { describeFunctions } from "@watchword/db/describe-functions";
import { readFunctionSet } from "@watchword/db/function-set";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase } from "@watchword/db/testing";
import type { Kysely } from "kysely";
import { expect, test } from "vitest";

test("the types of the SQL functions are those of the catalogue", async () => {
  const database = await createTestDatabase();
  const owner = createDatabase(createPool(database.ownerUrl)) as unknown as Kysely<unknown>;
  const set = await readFunctionSet(FUNCTIONS_FOLDER, DEFAULT_SCHEMA);
  const described = await describeFunctions(owner, set);
  await owner.destroy();
  await database.drop();
  await expect(described).toMatchFileSnapshot("../src/functions.generated.ts");
});
