import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWatchword } from "../src/watchword.ts";
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

it("a database that nobody migrated says what to do", async () => {
  const errors: unknown[] = [];
  const watchword = createWatchword({
    database: pool,
    schema: "not_made_yet",
    secret: SECRET,
    publicUrl: PUBLIC_URL,
    onError: (error) => errors.push(error),
  });
  await expect(watchword.startMailer()).rejects.toThrow("call migrate() first");
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
