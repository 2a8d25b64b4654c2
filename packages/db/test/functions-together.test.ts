import { join } from "node:path";
import { createCall } from "@watchword/db/call";
import { callTogether } from "@watchword/db/call-together";
import { readFunctionSet } from "@watchword/db/function-set";
import { installFunctions } from "@watchword/db/install-functions";
import { createDatabase, createPool, type Statement, queryPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type Kysely, sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Functions, PARAMETERS } from "./functions/functions.generated.ts";
import { timersFire } from "./timers-fire.ts";

let database: TestDatabase;
let owner: Kysely<unknown>;
let serving: pg.Pool;
let call: ReturnType<typeof createCall<Functions>>;
const statements: Statement[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDatabase(createPool(database.ownerUrl)) as unknown as Kysely<unknown>;
  // Who waits for a lock mustn't be cancelled before a slow machine has let go of it.
  serving = createPool(database.url, { statementTimeoutMs: 60_000 });
  const role = decodeURIComponent(new URL(database.url).username);
  const set = await readFunctionSet(join(import.meta.dirname, "functions"), "watchword");
  await installFunctions(owner, set, role);
  const onStatement = (statement: Statement) => statements.push(statement);
  const alone = createCall<Functions>(queryPool(serving), set.schema, PARAMETERS, onStatement);
  call = callTogether<Functions>(alone, {
    pool: queryPool(serving),
    schema: set.schema,
    parameters: PARAMETERS,
    together: { make_account: { order: "email", apart: true } },
    onStatement,
  });
});
beforeEach(() => void statements.splice(0));
afterAll(async () => {
  await owner.destroy();
  await serving.end();
  await database.drop();
});

const make = (email: string, locale: string | null = null) =>
  call("make_account", { collection: "together", email, locale });

test("a single call is sent by itself", async () => {
  await make("alone@example.com");
  expect(statements).toHaveLength(1);
  expect(statements[0]?.sql).not.toContain("json");
});

test("calls that arrive while others run are sent as one statement, and each gets its own answer", async () => {
  const emails = Array.from({ length: 20 }, (_, index) => `many-${index}@example.com`);
  const answers = await Promise.all(emails.map((email) => make(email, "de")));
  expect(answers.map(([row]) => row?.email)).toEqual(emails);
  // Two were sent at once, each by itself, and the others together after one of them.
  expect(statements).toHaveLength(3);
});

test("a call that fails doesn't make the others of its batch fail", async () => {
  const emails = ["a", "b", "c", "taken", "d", "e"].map((name) => `fail-${name}@example.com`);
  await make("fail-taken@example.com");
  const answers = await Promise.allSettled(emails.map((email) => make(email)));
  expect(answers.map(({ status }) => status === "fulfilled")).toEqual([
    true,
    true,
    true,
    false,
    true,
    true,
  ]);
  expect(answers[3]).toMatchObject({ reason: { code: "23505" } });
});

test("calls about the same thing are sent in different batches", async () => {
  const twice = await Promise.allSettled([
    make("first@example.com"),
    make("second@example.com"),
    make("same@example.com"),
    make("same@example.com"),
    make("other@example.com"),
  ]);
  expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
});

test.runIf(timersFire)(
  "if a call has to wait long for a lock, only that call waits, and not its batch",
  async () => {
    const trx = await owner.startTransaction().execute();
    await sql`
    INSERT INTO users (collection, email) VALUES ('together', 'held@example.com')`.execute(trx);
    const [first, second, held, other] = ["x", "y", "held", "z"].map((name) =>
      make(`${name}@example.com`),
    );
    expect(await Promise.all([first, second, other])).toHaveLength(3);
    await trx.rollback().execute();
    expect(await held).toHaveLength(1);
  },
);
