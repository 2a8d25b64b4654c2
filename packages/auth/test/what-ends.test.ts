import { challengeStatus } from "../src/challenge/status.ts";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import type { NoticeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount } from "../src/flows/account/account.ts";
import {
  confirmEmailChange,
  requestEmailChange,
  undoEmailChange,
} from "../src/flows/email-change/email-change.ts";
import { changePassword } from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { endSession } from "../src/session/session.ts";
import { setAccountPassword } from "../src/account-password/set-password.ts";
import { ALL, anybody, GOOD, type Held, holdEverything, mailedToken } from "./holdings.ts";
import { ANEW, LAPTOP, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const events: [string, (visitor: Visitor) => Promise<unknown>, Held[]][] = [
  ["nothing", async () => {}, []],
  ["signing out", (visitor) => endSession(product.auth, visitor.secret), ["this session"]],
  [
    "a change of password",
    (visitor) =>
      changePassword(
        product.auth,
        visitor,
        { newPassword: GOOD, currentPassword: null },
        visitor.start,
      ),
    ALL,
  ],
  [
    "a reset",
    async (visitor) => {
      const { email, collection } = visitor.user;
      await requestPasswordReset(product.auth, { email, collection, client: LAPTOP });
      return completePasswordReset(
        product.auth,
        await mailedToken(product, "password-reset"),
        GOOD,
        ANEW,
      );
    },
    ALL,
  ],
  [
    "a change of address",
    async (visitor) => {
      await requestEmailChange(product.auth, visitor, { email: anybody(), client: LAPTOP });
      const token = await mailedToken(product, "email-change");
      return confirmEmailChange(product.auth, visitor, { token }, visitor.start);
    },
    ALL,
  ],
  [
    "a password that the app's server sets",
    ({ user }) => setAccountPassword(product.auth, user.id, GOOD),
    ALL,
  ],
  [
    "one that it sets so that nothing ends",
    ({ user }) => setAccountPassword(product.auth, user.id, GOOD, { endSessions: false }),
    [],
  ],
  [
    "deletion",
    (visitor) => deleteAccount(product.auth, visitor, LAPTOP),
    // Its address is a stranger's now: codes and links that were asked for before are gone with it.
    ALL,
  ],
  [
    "ending all sessions",
    (visitor) => product.auth.invalidateAllUserSessions(visitor.user.id),
    ["this session", "another session"],
  ],
];

describe.each(events)("%s", (_, happen, ends) => {
  it.each(ALL)("has the documented effect on %s", async (held) => {
    const visitor = await product.signIn(anybody());
    const holdings = await holdEverything(product, visitor);
    await happen(visitor);
    expect(await holdings[held]()).toBe(!ends.includes(held));
  });
});

it("only an undo link outlives a change of credentials", async () => {
  const visitor = await product.signIn(anybody());
  await requestEmailChange(product.auth, visitor, { email: anybody(), client: LAPTOP });
  const token = await mailedToken(product, "email-change");
  const moved = await confirmEmailChange(product.auth, visitor, { token }, visitor.start);
  if (!moved.ok) throw new Error(moved.reason);
  const { id } = await product.auth.db
    .selectFrom("mails")
    .innerJoin("tokens", "tokens.id", "mails.token_id")
    .select("mails.id")
    .where("mails.kind", "=", "email-changed")
    .where("tokens.user_id", "=", visitor.user.id)
    .executeTakeFirstOrThrow();
  const { resolveMail } = await import("../src/testing/resolve-mail.ts");
  const mail = (await resolveMail(product.auth, "https://watchword.test", id)) as NoticeMail;
  await product.auth.updateKeyPassword("email", moved.user.email, "the thief's own password");
  const undo = mail.undo?.url.split("/").at(-1) ?? "";
  expect(await undoEmailChange(product.auth, undo, LAPTOP)).toEqual({ ok: true });
});

it("a used sign-in is shown as used, too", async () => {
  const visitor = await product.signIn(anybody());
  const { otpId, token } = await product.requestAndRead(visitor.user.email);
  await changePassword(
    product.auth,
    visitor,
    { newPassword: GOOD, currentPassword: null },
    visitor.start,
  );
  expect(await inspectLink(product.auth, "email-otp", token)).toEqual({ state: "used" });
  expect(await product.readMail(otpId)).toBeNull();
  expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({ ok: true });
});
