import { FUNCTIONS_FOLDER } from "../src/migrate.ts";
import { describeFunctions } from "@watchword/db/describe-functions";
import { readFunctionSet } from "@watchword/db/function-set";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase } from "@watchword/db/testing";
import { type Kysely, sql } from "kysely";
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

test("a function with a query inside is PL/pgSQL, which plans it once for each connection", async () => {
  const database = await createTestDatabase();
  const owner = createDatabase(createPool(database.ownerUrl));
  const { rows } = await sql<{ name: string; body: string }>`
    SELECT proname AS name, prosrc AS body FROM pg_proc
    JOIN pg_language ON pg_language.oid = prolang JOIN pg_namespace ON pg_namespace.oid = pronamespace
    WHERE lanname = 'sql' AND nspname = (
      SELECT schema FROM watchword.function_sets ORDER BY installed_at DESC LIMIT 1
    )`.execute(owner);
  await owner.destroy();
  await database.drop();
  expect(rows.map(({ name }) => name)).toContain("is_live");
  const withQuery = rows.filter(({ body }) =>
    /\b(FROM|INSERT|UPDATE|DELETE)\b/.test(withoutOperators(body)),
  );
  expect(withQuery.map(({ name }) => name)).toEqual([]);
});

/** Without the operators that are spelled like a query. */
function withoutOperators(body: string): string {
  return body.replaceAll(/extract\([^)]*\)|DISTINCT FROM/g, "");
}
