import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWatchword, NotMigratedError, refusalOf, type Watchword } from "../src/watchword.ts";
import { type App, PUBLIC_URL, SECRET, startApp } from "./app.ts";

let database: TestDatabase;
let pool: pg.Pool;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase();
  const options = "-c search_path=public";
  pool = new pg.Pool({ connectionString: database.ownerUrl, max: 4, options });
  await pool.query("CREATE TABLE public.users (id serial PRIMARY KEY, name text NOT NULL)");
  await pool.query("CREATE TABLE public.sessions (id serial PRIMARY KEY)");
  await pool.query("INSERT INTO public.users (name) VALUES ('Ada')");
  app = await startApp({ database: pool });
});
afterAll(async () => {
  await app.close();
  await pool.end();
  await database.drop();
});

describe("on the app's own pool, beside tables of the same names", () => {
  it("migrates, signs in by an emailed code and knows the visitor", async () => {
    await app.watchword.migrate();
    const browser = await app.signIn("ada@example.com");
    expect(await app.watchword.getSession(browser)).toMatchObject({
      user: { email: "ada@example.com" },
    });
  });

  it("leaves the app's tables and the settings of its connections as they are", async () => {
    const { rows } = await pool.query("SELECT * FROM users");
    expect(rows).toEqual([{ id: 1, name: "Ada" }]);
    const settings = await Promise.all(
      Array.from({ length: 4 }, () => pool.query("SHOW search_path")),
    );
    for (const shown of settings) expect(shown.rows).toEqual([{ search_path: "public" }]);
  });

  it("leaves the pool to the app when it closes", async () => {
    const other = await startApp({ database: pool });
    await other.close();
    expect((await pool.query("SELECT count(*)::int AS n FROM users")).rows).toEqual([{ n: 1 }]);
  });
});

/** An instance in a schema that nobody made. */
function createUnmigrated() {
  const errors: unknown[] = [];
  const watchword = createWatchword({
    database: pool,
    schema: "not_made_yet",
    secret: SECRET,
    publicUrl: PUBLIC_URL,
    onError: (error) => errors.push(error),
  });
  return { watchword, errors };
}

describe("a database that nobody migrated", () => {
  const cookie = new Headers({ cookie: `watchword=${"a".repeat(43)}` });
  const ADA = { email: "ada@example.com", password: "a long and friendly phrase" };
  const id = randomUUID();
  it.each<[string, (watchword: Watchword) => Promise<unknown>]>([
    ["startMailer", ({ startMailer }) => startMailer()],
    ["sendWaiting", ({ sendWaiting }) => sendWaiting()],
    ["getSession", ({ getSession }) => getSession(cookie)],
    ["signOut", ({ signOut }) => signOut(cookie)],
    ["a procedure", ({ forRequest }) => forRequest(cookie).api.password.signIn(ADA)],
    ["generateOneTimeToken", ({ generateOneTimeToken }) => generateOneTimeToken(cookie)],
    ["users.find", ({ users }) => users.find({ id })],
    ["users.create", ({ users }) => users.create({ email: "ada@example.com" })],
    ["sessions.endAll", ({ sessions }) => sessions.endAll(id)],
    ["a token", ({ tokens }) => tokens.idToken("invitation", { expiresIn: 60 }).issue(id)],
  ])("makes %s fail with words that say what to do", async (_call, run) => {
    const { watchword } = createUnmigrated();
    const error: unknown = await run(watchword).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(NotMigratedError);
    expect(error).toMatchObject({
      code: "NOT_MIGRATED",
      message: expect.stringMatching(/call migrate\(\) first.*npx watchword migrate/),
    });
    await watchword.close();
  });

  it("isn't blamed if a hook lacks a table of the app's own", async () => {
    const other = await startApp({
      database: pool,
      hooks: { userCreated: async (_, client) => void (await client.query("TABLE no_table")) },
    });
    const creating = other.watchword.users.create({ email: "grace@example.com" });
    await expect(creating).rejects.not.toBeInstanceOf(NotMigratedError);
    await other.close();
  });
});

describe("a database that can't be reached", () => {
  const cookie = new Headers({ cookie: `watchword=${"a".repeat(43)}` });
  const email = "ada@example.com";
  it.each<[string, (watchword: Watchword) => Promise<unknown>]>([
    ["getSession", ({ getSession }) => getSession(cookie)],
    ["signOut", ({ signOut }) => signOut(cookie)],
    ["a procedure", ({ forRequest }) => forRequest(cookie).api.emailOtp.request({ email })],
    ["users.create", ({ users }) => users.create({ email })],
    ["sessions.create", ({ sessions }) => sessions.create(randomUUID())],
    ["a token", ({ tokens }) => tokens.idToken("it", { expiresIn: 60 }).issue(randomUUID())],
  ])("makes %s UNAVAILABLE", async (_call, run) => {
    const nowhere = "postgres://nobody@127.0.0.1:1/nothing";
    const options = { database: nowhere, secret: SECRET, publicUrl: PUBLIC_URL, onError: () => {} };
    const watchword = createWatchword(options);
    const error: unknown = await run(watchword).catch((cause: unknown) => cause);
    expect(refusalOf(error)).toEqual({ reason: "UNAVAILABLE" });
    await watchword.close();
  });
});

it("a call of the API to a database that nobody migrated is a bug that says what to do", async () => {
  const { watchword, errors } = createUnmigrated();
  const asked = await watchword.handler(
    new Request(`${PUBLIC_URL}/api/watchword/v1/email-otp/request`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "ada@example.com" }),
    }),
  );
  expect(asked.status).toBe(500);
  expect(String(errors[0])).toContain("call migrate() first");
  await watchword.close();
});
