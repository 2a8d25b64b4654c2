import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, createPool } from "@watchword/db/pool";
import { type App, dataOf, reasonOf, startApp } from "./app.ts";

let app: App;
const deleted: string[] = [];
beforeAll(async () => {
  app = await startApp({
    hooks: { userDeleted: ({ user }) => void deleted.push(user.email) },
    policy: {
      mailsPerAddress: null,
      collections: { users: { signUp: true }, staff: { signUp: true } },
    },
  });
});
afterAll(() => app.close());

describe("an account that the app's server deletes", () => {
  it("is gone with its session and its codes, and its address is told", async () => {
    const { users, getSession } = app.watchword;
    const browser = await app.signIn("ada@example.com");
    const ada = await users.find({ email: "ada@example.com" });
    app.mailbox.clear();
    const asked = await app.post("emailOtp.request", { email: "ada@example.com" });
    const { otpId } = await dataOf<"emailOtp.request">(asked);
    const code = await app.mailbox.code("ada@example.com");

    expect(await users.delete(ada?.id ?? "")).toBe(true);
    expect(await users.find({ email: "ada@example.com" })).toBeNull();
    expect(await getSession(browser)).toBeNull();
    expect(await reasonOf(await app.post("emailOtp.signIn", { otpId, code }))).toBe(
      "INVALID_TOKEN",
    );
    expect(deleted).toEqual(["ada@example.com"]);
    await expect
      .poll(() => app.mailbox.mails.map(({ kind, to }) => `${kind} to ${to}`), { timeout: 30_000 })
      .toContain("account-deleted to ada@example.com");
    expect(await users.delete(ada?.id ?? "")).toBe(false);
  });

  it("stands in the record, under nobody's name", async () => {
    const { users } = app.watchword;
    const { id } = await users.create({ email: "grace@example.com" });
    await users.delete(id);
    const db = createDatabase(createPool(app.database.ownerUrl, { max: 1 }));
    const events = await db
      .selectFrom("audit_events")
      .select(["event", "outcome", "actor_id"])
      .where("user_id", "=", id)
      .execute();
    await db.destroy();
    expect(events).toEqual([{ event: "account.delete", outcome: "granted", actor_id: null }]);
  });

  it("is none where there is none", async () => {
    expect(await app.watchword.users.delete(randomUUID())).toBe(false);
    expect(await app.watchword.users.delete("nobody")).toBe(false);
  });
});

it("accounts are listed page by page, each collection's by itself", async () => {
  const { users } = app.watchword;
  for (const name of ["b", "a", "c"])
    await users.create({ email: `${name}@list.example`, collection: "staff" });
  await users.create({ email: "d@list.example" });
  const first = await users.list({ collection: "staff", limit: 2 });
  expect(first.map(({ email }) => email)).toEqual(["a@list.example", "b@list.example"]);
  const rest = await users.list({ collection: "staff", after: first.at(-1)?.email ?? "" });
  expect(rest).toMatchObject([
    { email: "c@list.example", emailVerified: false, hasPassword: false },
  ]);
  expect(rest[0]?.userId).toBe(
    (await users.find({ email: "c@list.example", collection: "staff" }))?.id,
  );
});
