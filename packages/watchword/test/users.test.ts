import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, createPool } from "@watchword/db/pool";
import { AddressTakenError, WeakPasswordError } from "../src/watchword.ts";
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

it("an account whose address is taken is refused in a way that code can tell", async () => {
  const { users } = app.watchword;
  await users.create({ email: "twice@example.com" });
  const again: unknown = await users.create({ email: "twice@example.com" }).catch((error) => error);
  expect(again).toBeInstanceOf(AddressTakenError);
  expect(again).toMatchObject({ code: "ADDRESS_TAKEN" });
  await expect(users.create({ email: "twice" })).rejects.not.toBeInstanceOf(AddressTakenError);
});

describe("an account that the app's server deletes", () => {
  it("is gone with its session and its codes, and its address gets a notice", async () => {
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
      .poll(() => app.mailbox.mails.map(({ kind, to }) => `${kind} to ${to}`))
      .toContain("account-deleted to ada@example.com");
    expect(await users.delete(ada?.id ?? "")).toBe(false);
  });

  it("is recorded without an actor", async () => {
    const { users } = app.watchword;
    const { id } = await users.create({ email: "grace@example.com" });
    await users.delete(id);
    expect(await recordOf(id)).toEqual([
      { event: "account.delete", outcome: "granted", actor_id: null },
    ]);
  });

  it("is refused if it doesn't exist", async () => {
    expect(await app.watchword.users.delete(randomUUID())).toBe(false);
    expect(await app.watchword.users.delete("nobody")).toBe(false);
  });
});

describe("a password that the app's server sets", () => {
  const FIRST = "a good password, at first";
  const NEXT = "a good password, at last";

  it("ends what the account has: its sessions, and codes in its mails", async () => {
    const { users, sessions, getSession } = app.watchword;
    const email = "hedy@example.com";
    const browser = await app.signIn(email);
    const id = (await users.find({ email }))?.id ?? "";
    app.mailbox.clear();
    const { otpId } = await dataOf(await app.post("emailOtp.request", { email }));
    const code = await app.mailbox.code(email);

    await users.setPassword(id, FIRST);
    expect(await getSession(browser)).toBeNull();
    expect(await reasonOf(await app.post("emailOtp.signIn", { otpId, code }))).toBe(
      "INVALID_TOKEN",
    );
    const cookie = sessions.cookie(await sessions.create(id)).split(";")[0] ?? "";
    expect(await getSession(new Headers({ cookie }))).toMatchObject({ user: { id } });
    expect((await app.post("password.signIn", { email, password: FIRST })).status).toBe(200);
  });

  it("leads to a notice if there was another one, and is recorded", async () => {
    const { users } = app.watchword;
    const email = "joan@example.com";
    const { id } = await users.create({ email });
    app.mailbox.clear();
    await users.setPassword(id, FIRST);
    await users.setPassword(id, NEXT);
    const told = () =>
      app.mailbox.mails.filter(({ to }) => to === email).map(({ kind }) => String(kind));
    await expect.poll(told).toEqual(["password-changed"]);
    const change = { event: "password.change", outcome: "granted", actor_id: null };
    const changes = (await recordOf(id)).filter(({ event }) => event === change.event);
    expect(changes).toEqual([change, change]);
  });

  it("leaves sessions live if that is asked for, or if it is too weak to be set", async () => {
    const { users, getSession } = app.watchword;
    const browser = await app.signIn("radia@example.com");
    const id = (await users.find({ email: "radia@example.com" }))?.id ?? "";
    await users.setPassword(id, FIRST, { endSessions: false });
    await expect(users.setPassword(id, "short")).rejects.toThrow(WeakPasswordError);
    expect(await getSession(browser)).toMatchObject({ user: { hasPassword: true } });
    await expect(users.setPassword(randomUUID(), NEXT)).rejects.toThrow("no such user");
  });
});

/** What the record says of an account, in its order. */
async function recordOf(userId: string) {
  const db = createDatabase(createPool(app.database.ownerUrl, { max: 1 }));
  const events = await db
    .selectFrom("audit_events")
    .select(["event", "outcome", "actor_id"])
    .where("user_id", "=", userId)
    .orderBy("at")
    .execute();
  await db.destroy();
  return events;
}

describe("an account that the app's server disables", () => {
  const email = "lin@example.com";
  const PASSWORD = "a good password, at last";

  async function askForCode() {
    app.mailbox.clear();
    const { otpId } = await dataOf(await app.post("emailOtp.request", { email }));
    return { otpId, code: await app.mailbox.code(email) };
  }

  it("is signed out, and can't sign in until it is enabled again", async () => {
    const { users, getSession } = app.watchword;
    const browser = await app.signIn(email);
    const id = (await users.find({ email }))?.id ?? "";
    await users.setPassword(id, PASSWORD);
    const before = await askForCode();

    expect(await users.disable(id)).toBe(true);
    expect(await getSession(browser)).toBeNull();
    const after = await askForCode();
    for (const asked of [before, after])
      expect(await reasonOf(await app.post("emailOtp.signIn", asked))).toBe("INVALID_TOKEN");
    const withPassword = await app.post("password.signIn", { email, password: PASSWORD });
    expect(await reasonOf(withPassword)).toBe("INVALID_CREDENTIALS");
    await expect(app.watchword.sessions.create(id)).rejects.toThrow("There is no such user.");
    expect((await users.find({ email }))?.disabledAt).toBe((await users.find({ id }))?.disabledAt);
    expect(Date.parse((await users.find({ id }))?.disabledAt ?? "")).not.toBeNaN();

    expect(await users.enable(id)).toBe(true);
    expect(await getSession(browser)).toBeNull();
    expect((await users.find({ id }))?.disabledAt).toBeNull();
    app.mailbox.clear();
    expect(await getSession(await app.signIn(email))).toMatchObject({ user: { id } });
  });

  it("is recorded without an actor", async () => {
    const { users } = app.watchword;
    const { id } = await users.create({ email: "mary@example.com" });
    await users.disable(id);
    await users.enable(id);
    expect(await recordOf(id)).toEqual([
      { event: "operator.disable-user", outcome: "granted", actor_id: null },
      { event: "operator.enable-user", outcome: "granted", actor_id: null },
    ]);
  });

  it("is refused if it doesn't exist", async () => {
    const { users } = app.watchword;
    for (const id of [randomUUID(), "nobody"])
      expect([await users.disable(id), await users.enable(id)]).toEqual([false, false]);
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
    { email: "c@list.example", emailVerified: false, hasPassword: false, disabledAt: null },
  ]);
  expect(rest[0]?.userId).toBe(
    (await users.find({ email: "c@list.example", collection: "staff" }))?.id,
  );
});
