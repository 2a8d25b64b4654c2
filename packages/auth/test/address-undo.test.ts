import { inspectLink } from "../src/challenge/inspect-link.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmEmailChange, undoEmailChange } from "../src/flows/email-change/email-change.ts";
import { findSession } from "../src/session/session.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";
import { askToChange, changeAddress } from "./address-changes.ts";

const DAY = 86_400;

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

describe("undoing a change of address", () => {
  it("returns the old address, ends every session and removes the password", async () => {
    const [old, next] = [anybody(), anybody()];
    const { moved, undo } = await changeAddress(product, await product.signIn(old), next);
    await product.auth.updateKeyPassword("email", next, "the thief's own password");
    expect(await inspectLink(product.auth, "email-change-undo", undo)).toMatchObject({
      state: "live",
      email: old,
    });
    expect(await undoEmailChange(product.auth, undo, LAPTOP)).toEqual({ ok: true });
    expect(await product.auth.getUser(moved.user.id)).toMatchObject({
      email: old,
      hasPassword: false,
    });
    expect(await findSession(product.auth, moved.secret)).toBeNull();
    expect(await undoEmailChange(product.auth, undo, LAPTOP)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    const told = await product.auth.db
      .selectFrom("mails")
      .select("kind")
      .where("user_id", "=", moved.user.id)
      .execute();
    expect(told.filter(({ kind }) => kind === "email-change-undone")).toHaveLength(2);
  });

  it("survives a change of password and further changes of address, which it voids", async () => {
    const first = await changeAddress(product, await product.signIn(anybody()), anybody());
    const second = await changeAddress(product, first.moved, anybody());
    await product.auth.updateKeyPassword(
      "email",
      second.moved.user.email,
      "the thief's own password",
    );
    expect(await undoEmailChange(product.auth, first.undo, LAPTOP)).toEqual({ ok: true });
    expect(await undoEmailChange(product.auth, second.undo, LAPTOP)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
  });

  it("has the same effect as changing back: the address in between keeps no link", async () => {
    const [home, work] = [anybody(), anybody()];
    const away = await changeAddress(product, await product.signIn(home), work);
    const { otpId, code } = await askToChange(product, away.moved, home);
    const credential = { challenge: otpId, code };
    const back = await confirmEmailChange(product.auth, away.moved, credential, away.moved.start);
    expect(back).toMatchObject({ ok: true, user: { email: home } });
    expect(await undoEmailChange(product.auth, away.undo, LAPTOP)).toMatchObject({ ok: false });
    const links = await product.auth.db
      .selectFrom("tokens")
      .select("id")
      .where("purpose", "=", "email-change-undo")
      .where("user_id", "=", away.moved.user.id)
      .where("consumed_at", "is", null)
      .execute();
    expect(links).toEqual([]);
    expect((await product.signIn(work)).user.id).not.toBe(away.moved.user.id);
  });

  it("is possible for seven days", async () => {
    const { undo } = await changeAddress(product, await product.signIn(anybody()), anybody());
    await product.passTime(7 * DAY);
    expect(await undoEmailChange(product.auth, undo, LAPTOP)).toMatchObject({
      reason: "EXPIRED_TOKEN",
    });
  });
});
