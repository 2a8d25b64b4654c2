import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changePassword } from "../src/flows/password/password.ts";
import { findSession } from "../src/session/session.ts";
import { type Product, startProduct } from "./product.ts";

const GOOD = "a long and friendly phrase";
let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

describe("changing the password", () => {
  it("requires the current password or a fresh session", async () => {
    const visitor = await product.signIn("change@example.com");
    const change = (newPassword: string, currentPassword: string | null = null) =>
      changePassword(product.auth, visitor, { newPassword, currentPassword }, visitor.start);
    await product.passTime(601);
    expect(await change(GOOD)).toEqual({ ok: false, reason: "REAUTHENTICATE" });
    expect(await change(GOOD, "none there is")).toEqual({
      ok: false,
      reason: "INVALID_CREDENTIALS",
    });
    await product.auth.updateKeyPassword("email", "change@example.com", GOOD);
    expect(await change("short", GOOD)).toMatchObject({
      reason: "WEAK_PASSWORD",
      weakness: "too short",
    });
    expect(await change("another friendly phrase", GOOD)).toMatchObject({ ok: true });
  });

  it("ends the other sessions, renews this one under a new secret, and tells the owner", async () => {
    const [laptop, phone] = [
      await product.signIn("set@example.com"),
      await product.signIn("set@example.com"),
    ];
    const change = { newPassword: GOOD, currentPassword: null };
    const changed = await changePassword(product.auth, laptop, change, laptop.start);
    expect(changed).toMatchObject({ ok: true, session: { id: laptop.session.id, current: true } });
    expect(await findSession(product.auth, phone.secret)).toBeNull();
    expect(await findSession(product.auth, laptop.secret)).toBeNull();
    expect(changed.ok && (await findSession(product.auth, changed.secret))).toMatchObject({
      user: { hasPassword: true },
    });
    expect(await product.newestMail("password-changed")).toMatchObject({
      to: "set@example.com",
      requestedBy: { browser: "Firefox" },
    });
  });
});
