import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInWithPassword } from "../src/flows/password/password.ts";
import { ANEW, type Product, startProduct } from "./product.ts";

const GOOD = "a long and friendly phrase";
let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { collections: { staff: { signUp: false } } } });
});
afterAll(() => product.close());

const signIn = (email: string, password: string, collection = "users") =>
  signInWithPassword(product.auth, { email, collection, password }, ANEW);
const users = async (email: string) =>
  product.auth.db.selectFrom("users").selectAll().where("email", "=", email).execute();

describe("signing in with a password", () => {
  beforeAll(async () => {
    await product.auth.createUser({ email: "ada@example.com", emailVerified: true });
    await product.auth.updateKeyPassword("email", "ada@example.com", GOOD);
  });

  it("takes the password in any Unicode spelling", async () => {
    await product.auth.createUser({ email: "unicode@example.com" });
    await product.auth.updateKeyPassword(
      "email",
      "unicode@example.com",
      "caf\u00e9 au lait, s'il vous pla\u00eet",
    );
    expect(
      await signIn("unicode@example.com", "cafe\u0301 au lait, s'il vous plai\u0302t"),
    ).toMatchObject({ ok: true });
  });

  it.each([
    ["a wrong password", "ada@example.com", "not the phrase"],
    ["an unknown address", "nobody@example.com", GOOD],
    ["an account without a password", "codes-only@example.com", GOOD],
    ["an overlong password", "ada@example.com", GOOD.repeat(20)],
    ["an empty password", "ada@example.com", ""],
  ])("answers the same for %s", async (_, email, password) => {
    await product.auth.createUser({ email: "codes-only@example.com" }).catch(() => {});
    expect(await signIn(email, password)).toEqual({ ok: false, reason: "INVALID_CREDENTIALS" });
  });

  it("answers the same for another collection's and for a disabled account", async () => {
    expect(await signIn("ada@example.com", GOOD, "staff")).toMatchObject({
      reason: "INVALID_CREDENTIALS",
    });
    await product.auth.createUser({ email: "disabled@example.com" });
    await product.auth.updateKeyPassword("email", "disabled@example.com", GOOD);
    await product.owner
      .updateTable("users")
      .set({ disabled_at: new Date() })
      .where("email", "=", "disabled@example.com")
      .execute();
    expect(await signIn("disabled@example.com", GOOD)).toMatchObject({
      reason: "INVALID_CREDENTIALS",
    });
  });

  it("hashes again if the parameters have risen", async () => {
    await product.auth.createUser({ email: "old-hash@example.com" });
    await product.auth.updateKeyPassword("email", "old-hash@example.com", GOOD);
    const cheaper = await cheapHash(GOOD);
    await product.owner
      .updateTable("users")
      .set({ password_hash: cheaper })
      .where("email", "=", "old-hash@example.com")
      .execute();
    expect(await signIn("old-hash@example.com", GOOD)).toMatchObject({ ok: true });
    const [row] = await users("old-hash@example.com");
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await signIn("old-hash@example.com", GOOD)).toMatchObject({ ok: true });
  });

  it("treats a hash of another kind as no password, and not as a bug", async () => {
    await product.auth.createUser({ email: "bcrypt@example.com" });
    const imported = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    await product.owner
      .updateTable("users")
      .set({ password_hash: imported })
      .where("email", "=", "bcrypt@example.com")
      .execute();
    expect(await signIn("bcrypt@example.com", GOOD)).toEqual({
      ok: false,
      reason: "INVALID_CREDENTIALS",
    });
  });

  it("refuses instead of queueing without end", async () => {
    const { passwords } = product.auth;
    const crowding = new AbortController();
    const crowd = Array.from({ length: 70 }, async () => {
      while (!crowding.signal.aborted)
        if ((await passwords.verify("not the phrase", null)) === null) await nextTurn();
    });
    expect(await signIn("ada@example.com", GOOD)).toEqual({ ok: false, reason: "UNAVAILABLE" });
    crowding.abort();
    await Promise.all(crowd);
    expect(await signIn("ada@example.com", GOOD)).toMatchObject({ ok: true });
  });
});

async function cheapHash(password: string): Promise<string> {
  const { argon2Sync, randomBytes } = await import("node:crypto");
  const nonce = randomBytes(16);
  const tag = argon2Sync("argon2id", {
    message: password,
    nonce,
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const base64 = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=8192,t=1,p=1$${base64(nonce)}$${base64(tag)}`;
}
