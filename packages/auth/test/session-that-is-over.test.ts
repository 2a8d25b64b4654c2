import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { changePassword, signInWithPassword } from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import type { SessionStart } from "../src/session/start.ts";
import { anybody, GOOD, mailedToken } from "./holdings.ts";
import { ANEW, LAPTOP, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function reset(email: string, start: SessionStart = ANEW) {
  await requestPasswordReset(product.auth, { email, collection: "users", client: LAPTOP });
  const completed = await completePasswordReset(
    product.auth,
    await mailedToken(product, "password-reset"),
    GOOD,
    start,
  );
  if (!completed.ok || !completed.session) throw new Error("The reset signs nobody in.");
  return completed;
}

async function enterCode(email: string, start: SessionStart) {
  const { otpId, code } = await product.requestAndRead(email);
  return signInWithEmailOtp(product.auth, { challenge: otpId, code }, start);
}

const enterPassword = (email: string, start: SessionStart) =>
  signInWithPassword(product.auth, { email, collection: "users", password: GOOD }, start);

async function noticesOf({ user }: Visitor): Promise<number> {
  const mails = product.auth.db.selectFrom("mails").where("user_id", "=", user.id);
  return (await mails.where("kind", "=", "new-sign-in").select("id").execute()).length;
}

const sessionsOf = ({ user }: Visitor) =>
  product.auth.db.selectFrom("sessions").where("user_id", "=", user.id).select("id").execute();

describe("a session that a change of credentials ended", () => {
  it.each([
    ["a code", enterCode],
    ["a password", enterPassword],
    ["another reset", reset],
  ])("is not renewed by %s, and the sign-in leads to a notice", async (_by, signIn) => {
    const thief = await product.signIn(anybody());
    await reset(thief.user.email);
    const before = await noticesOf(thief);
    const again = await signIn(thief.user.email, thief.start);
    if (!again.ok) throw new Error(again.reason);
    expect(await noticesOf(thief)).toBe(before + 1);
    expect(again.session?.id).not.toBe(thief.session.id);
    expect((await sessionsOf(thief)).map(({ id }) => id)).not.toContain(thief.session.id);
  });
});

it("an expired session isn't renewed, and the sign-in leads to a notice", async () => {
  const visitor = await product.signIn(anybody());
  await product.passTime(31 * 86_400);
  const again = await enterCode(visitor.user.email, visitor.start);
  if (!again.ok) throw new Error(again.reason);
  expect(await noticesOf(visitor)).toBe(1);
  expect(await sessionsOf(visitor)).toEqual([{ id: again.session.id }]);
});

it("a live session is renewed by the change of credentials that it asks for, without a notice of a sign-in", async () => {
  const visitor = await product.signIn(anybody());
  let { start } = visitor;
  const goOn = (changed: { ok: true; secret: string; session: { id: string } | null }) => {
    expect(changed.session?.id).toBe(visitor.session.id);
    start = { client: LAPTOP, previousSecret: changed.secret };
  };
  goOn(await reset(visitor.user.email, start));
  const change = { newPassword: `${GOOD} ${randomUUID()}`, currentPassword: GOOD };
  const changed = await changePassword(product.auth, visitor, change, start);
  if (!changed.ok) throw new Error(changed.reason);
  goOn(changed);
  await requestEmailChange(product.auth, visitor, { email: anybody(), client: LAPTOP });
  const token = await mailedToken(product, "email-change");
  const moved = await confirmEmailChange(product.auth, visitor, { token }, start);
  if (!moved.ok) throw new Error(moved.reason);
  goOn(moved);
  expect(await noticesOf(visitor)).toBe(0);
});
