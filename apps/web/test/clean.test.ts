import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanError, cleanWords } from "../src/log/clean.ts";

const ADDRESS = "ada.lovelace+tag@example.com";
const TOKEN = "q3Xv-8Zk_1PwRt5YbN7mLc9DfGhJ2sA4eU6iO0xVzKd";

describe("text that others wrote", () => {
  it.each([
    [`550 5.1.1 <${ADDRESS}> no such user`, "550 5.1.1 <[address]> no such user"],
    ["connect to postgres://ada:secret@db/x", "connect to postgres://ada:[address]"],
    [`GET /sign-in/link/${TOKEN}`, "GET /sign-in/link/[token]"],
    [
      "482915 is your code, or 482 915, or 48-29-15",
      "[digits] is your code, or [digits], or [digits]",
    ],
    [
      'relation "suppressed_addresses_email_key" of 2026',
      'relation "suppressed_addresses_email_key" of 2026',
    ],
    ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
  ])("%s", (words, clean) => expect(cleanWords(words)).toBe(clean));
});

describe("an error", () => {
  let database: TestDatabase;
  let owner: ReturnType<typeof createDatabase>;
  beforeAll(async () => {
    database = await createTestDatabase();
    owner = createDatabase(createPool(database.ownerUrl, { max: 1, statementTimeoutMs: 0 }));
  });
  afterAll(async () => {
    await owner.destroy();
    await database.drop();
  });

  const failureOf = (statement: ReturnType<typeof sql>) =>
    statement.execute(owner).then(
      () => null,
      (error: unknown) => error,
    );

  it("about a row that Postgres refuses names the constraint, and not the row", async () => {
    const insert = sql`INSERT INTO users (collection, email) VALUES ('users', ${ADDRESS})`;
    await failureOf(insert);
    const error = await failureOf(insert);
    expect(error).toMatchObject({ detail: expect.stringContaining(ADDRESS) });
    const clean = cleanError(new Error("A call failed", { cause: error }));
    expect(clean.cause).toMatchObject({
      errorCode: "23505",
      table: "users",
      constraint: expect.stringContaining("users"),
    });
    expect(clean.cause?.stack?.join()).toContain("at ");
    expect(JSON.stringify(clean)).not.toContain("ada.lovelace");
  });

  it.each([
    ["a value that Postgres can't read", () => failureOf(sql`SELECT ${"a quiet Password"}::uuid`)],
    ["text that is no JSON", () => caught(() => JSON.parse("a quiet Password"))],
    ["a wrong URL", () => caught(() => new URL("a quiet Password"))],
    ["several at once", () => new AggregateError([caught(() => JSON.parse("a quiet Password"))])],
    ["something thrown that is no error", () => "a quiet Password"],
  ])("about %s doesn't repeat it", async (_, fail) => {
    const clean = JSON.stringify(cleanError(await fail()));
    expect(clean).not.toMatch(/quiet|Password/);
    expect(clean).toMatch(/"type":"\w+"/);
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
