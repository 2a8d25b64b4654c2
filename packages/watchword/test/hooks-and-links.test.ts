import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, cookiesOf, dataOf, reasonOf, startApp } from "./app.ts";

let database: TestDatabase;
let pool: pg.Pool;
let app: App;
let isFull = false;
beforeAll(async () => {
  database = await createTestDatabase();
  const options = "-c search_path=public";
  pool = new pg.Pool({ connectionString: database.ownerUrl, options });
  await pool.query("CREATE TABLE members (user_id uuid PRIMARY KEY, email text, visits int)");
  app = await startApp({
    database: pool,
    linkPaths: { "email-otp": "/login/:token/in" },
    hooks: {
      async userCreated({ user }, client) {
        const values = [user.id, user.email];
        await client.query("INSERT INTO members VALUES ($1, $2, 0)", values);
        if (isFull) throw new Error("No more members.");
      },
      async signedIn({ user }, client) {
        const text = "UPDATE members SET visits = visits + 1 WHERE user_id = $1";
        await client.query(text, [user.id]);
      },
    },
  });
});
afterAll(async () => {
  await app.close();
  await pool.end();
  await database.drop();
});

const members = async (email: string) =>
  (await pool.query("SELECT visits FROM members WHERE email = $1", [email])).rows;

describe("hooks of an app", () => {
  it("write into its own tables in the transaction of a sign-up and of each sign-in", async () => {
    await app.signIn("ada@example.com");
    app.mailbox.clear();
    await app.signIn("ada@example.com");
    expect(await members("ada@example.com")).toEqual([{ visits: 2 }]);
  });

  it("undo a sign-up by failing: no account is made, and the code still works afterwards", async () => {
    const email = "late@example.com";
    const { otpId } = await dataOf(await app.post("emailOtp.request", { email }));
    const code = await app.mailbox.code(email);
    isFull = true;
    const refused = await app.post("emailOtp.signIn", { otpId, code });
    isFull = false;
    expect(await reasonOf(refused)).toBe("UNAVAILABLE");
    expect(await app.watchword.users.find({ email })).toBeNull();
    expect(await members(email)).toEqual([]);
    const signedIn = await app.post("emailOtp.signIn", { otpId, code });
    expect(await app.watchword.getSession(cookiesOf(signedIn))).toMatchObject({ user: { email } });
    expect(await members(email)).toEqual([{ visits: 1 }]);
  });
});

it("a hook that fails in a call in process is reported to the app, and the caller is refused", async () => {
  const email = "in-process@example.com";
  const { api } = app.watchword.forRequest(new Headers());
  const { otpId } = await api.emailOtp.request({ email });
  const code = await app.mailbox.code(email);
  app.errors.length = 0;
  isFull = true;
  await expect(api.emailOtp.signIn({ otpId, code })).rejects.toThrow("UNAVAILABLE");
  isFull = false;
  expect(app.errors).toMatchObject([{ name: "HookError", cause: { message: "No more members." } }]);
});

describe("link paths of an app", () => {
  it("lead to its own pages, and their token signs in", async () => {
    await app.post("emailOtp.request", { email: "link@example.com" });
    const link = await app.mailbox.link("link@example.com");
    const [, token] = /^http:\/\/localhost:3000\/login\/([\w-]+)\/in$/.exec(link) ?? [];
    const signedIn = await app.post("emailOtp.signInWithLink", { token });
    expect(signedIn.status).toBe(200);
  });
});
