import { inspectLink } from "../src/challenge/inspect-link.ts";
import type { LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInWithPassword } from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { findSession } from "../src/session/session.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf } from "./product.ts";

const GOOD = "a long and friendly phrase";
let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function askToReset(email: string): Promise<string> {
  await requestPasswordReset(product.auth, { email, collection: "users", client: LAPTOP });
  const mail = (await product.newestMail("password-reset")) as LinkMail | null;
  return mail ? tokenOf(mail) : "";
}
const complete = (token: string, password = GOOD) =>
  completePasswordReset(product.auth, token, password, ANEW);

describe("a password reset", () => {
  it("sets the password by the link, ends what was, tells the owner and signs in", async () => {
    const before = await product.signIn("ada@example.com");
    const [token, other] = [
      await askToReset("ada@example.com"),
      await askToReset("ada@example.com"),
    ];
    expect(await inspectLink(product.auth, "password-reset", token)).toMatchObject({
      state: "live",
      email: "ada@example.com",
    });
    const result = await complete(token);
    expect(result).toMatchObject({
      ok: true,
      user: { hasPassword: true },
      session: { current: true },
    });
    expect(await findSession(product.auth, before.secret)).toBeNull();
    expect(await inspectLink(product.auth, "password-reset", other)).toEqual({ state: "used" });
    expect(await complete(other)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await product.newestMail("password-changed")).toMatchObject({ to: "ada@example.com" });
    const input = { email: "ada@example.com", collection: "users", password: GOOD };
    expect(await signInWithPassword(product.auth, input, ANEW)).toMatchObject({ ok: true });
  });

  it("keeps the link when the password is weak", async () => {
    await product.signIn("weak@example.com");
    const token = await askToReset("weak@example.com");
    expect(await complete(token, "12345678")).toMatchObject({
      reason: "WEAK_PASSWORD",
      weakness: "common",
    });
    expect(await complete(token)).toMatchObject({ ok: true });
    expect(await complete(token)).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("proves the address of an account that was unproven", async () => {
    await product.auth.createUser({ email: "imported@example.com" });
    expect(await complete(await askToReset("imported@example.com"))).toMatchObject({
      user: { emailVerified: true },
    });
  });

  it("expires after an hour, and then says so", async () => {
    await product.signIn("late@example.com");
    const token = await askToReset("late@example.com");
    await product.passTime(3600);
    expect(await inspectLink(product.auth, "password-reset", token)).toEqual({ state: "expired" });
    expect(await complete(token)).toMatchObject({ reason: "EXPIRED_TOKEN" });
  });

  it("mails nothing to an unknown or disabled address", async () => {
    expect(await askToReset("nobody@example.com")).toBe("");
    await product.signIn("disabled@example.com");
    await product.owner
      .updateTable("users")
      .set({ disabled_at: new Date() })
      .where("email", "=", "disabled@example.com")
      .execute();
    expect(await askToReset("disabled@example.com")).toBe("");
  });

  it("starts no session if the policy says so", async () => {
    const quiet = await startProduct({ policy: { passwordReset: { signInAfter: false } } });
    await quiet.signIn("ada@example.com");
    await requestPasswordReset(quiet.auth, {
      email: "ada@example.com",
      collection: "users",
      client: LAPTOP,
    });
    const mail = (await quiet.newestMail("password-reset")) as LinkMail;
    const result = await completePasswordReset(quiet.auth, tokenOf(mail), GOOD, ANEW);
    expect(result).toMatchObject({ ok: true, session: null, user: { hasPassword: true } });
    await quiet.close();
  });
});
