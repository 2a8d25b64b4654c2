import type { MailKind } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount, removeAccount } from "../src/flows/account/account.ts";
import {
  confirmEmailChange,
  requestEmailChange,
  undoEmailChange,
} from "../src/flows/email-change/email-change.ts";
import { requestEmailVerification } from "../src/flows/email-verification/email-verification.ts";
import { generateOneTimeToken } from "../src/flows/one-time-token/one-time-token.ts";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import { idToken, passwordToken } from "../src/tokens/tokens.ts";
import { askAt, toldOfDeletion, tokensOf } from "./deletions.ts";
import { LAPTOP, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

async function linkIn(kind: MailKind): Promise<string> {
  const { id } = await product.auth.db
    .selectFrom("mails")
    .select("id")
    .where("kind", "=", kind)
    .where("token_id", "is not", null)
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  const mail = await resolveMail(product.auth, "https://watchword.test", id);
  const link = mail && ("link" in mail ? mail.link : "undo" in mail ? mail.undo : null);
  return link?.url.split("/").at(-1) ?? "";
}

async function moveTo(visitor: Visitor, email: string): Promise<Visitor> {
  await requestEmailChange(product.auth, visitor, { email, client: LAPTOP });
  const token = await linkIn("email-change");
  const moved = await confirmEmailChange(product.auth, visitor, { token }, visitor.start);
  if (!moved.ok) throw new Error(moved.reason);
  const { user, session, secret } = moved;
  return { user, session, secret, start: { client: LAPTOP, previousSecret: secret } };
}

async function sealedMails(): Promise<{ kind: string }[]> {
  return product.auth.db
    .selectFrom("mails")
    .select("kind")
    .where("state", "in", ["queued", "sending"])
    .where("kind", "<>", "account-deleted")
    .execute();
}

describe("an account that is deleted", () => {
  it.each([
    ["in a session", (visitor: Visitor) => deleteAccount(product.auth, visitor, LAPTOP)],
    ["by the app's server", (visitor: Visitor) => removeAccount(product.auth, visitor.user.id)],
  ])("%s leads to a notice at each address that could undo a change, too", async (_by, remove) => {
    const [first, second, third] = [anybody(), anybody(), anybody()];
    let ada = await product.signIn(first);
    for (const email of [second, third]) ada = await moveTo(ada, email);
    const before = await toldOfDeletion(product);
    await remove(ada);
    const told = (await toldOfDeletion(product)).filter((email) => !before.includes(email));
    expect(told.toSorted()).toEqual([first, second, third].toSorted());
  });

  it("leads to no notice at an address that can't undo a change any more", async () => {
    const [first, second] = [anybody(), anybody()];
    const ada = await moveTo(await product.signIn(first), second);
    await product.passTime(7 * 86_400 + 60);
    await removeAccount(product.auth, ada.user.id);
    const told = await toldOfDeletion(product);
    expect([told.includes(first), told.includes(second)]).toEqual([false, true]);
  });

  it("leaves no token of any address that it had, and no mail that waits", async () => {
    const { auth } = product;
    const [first, second, third, asked] = [anybody(), anybody(), anybody(), anybody()];
    let ada = await product.signIn(first);
    for (const email of [second, third]) {
      await askAt(product, ada.user.email);
      ada = await moveTo(ada, email);
    }
    await requestEmailVerification(auth, ada, LAPTOP);
    await requestEmailChange(auth, ada, { email: asked, client: LAPTOP });
    for (const email of [first, second, third]) await askAt(product, email);
    const audience = { audience: null, codeChallenge: null };
    expect(await generateOneTimeToken(auth, ada, audience)).toMatchObject({ ok: true });
    await idToken(auth, "ticket", { expiresIn: 60 }).issue(ada.user.id);
    await passwordToken(auth, "pin", { expiresIn: 60 }).issue(ada.user.id);

    expect(await deleteAccount(auth, ada, LAPTOP)).toEqual({ ok: true });
    expect(await tokensOf(product, first, second, third, asked)).toEqual([]);
    const left = auth.db.selectFrom("tokens").selectAll().where("consumed_at", "is", null);
    expect(await left.execute()).toEqual([]);
    expect(await sealedMails()).toEqual([]);
  });

  it("leaves no token of an address from which a change was undone", async () => {
    const [home, away] = [anybody(), anybody()];
    const ada = await moveTo(await product.signIn(home), away);
    await askAt(product, ada.user.email);
    expect(await undoEmailChange(product.auth, await linkIn("email-changed"), LAPTOP)).toEqual({
      ok: true,
    });
    expect(await tokensOf(product, away)).toEqual([]);
    await askAt(product, away);
    const again = await product.signIn(home);
    expect(again.user.id).toBe(ada.user.id);
    expect(await deleteAccount(product.auth, again, LAPTOP)).toEqual({ ok: true });
    expect(await tokensOf(product, home, away)).toEqual([]);
  });

  it("doesn't touch tokens of whoever has its former address by then, or of an address that it only requested", async () => {
    const [home, away, theirs] = [anybody(), anybody(), anybody()];
    const ada = await moveTo(await product.signIn(home), away);
    await undoEmailChange(product.auth, await linkIn("email-changed"), LAPTOP);
    await product.signIn(away);
    await product.request(away);
    const again = await product.signIn(home);
    await requestEmailChange(product.auth, again, { email: theirs, client: LAPTOP });
    await product.request(theirs);
    expect(again.user.id).toBe(ada.user.id);
    expect(await deleteAccount(product.auth, again, LAPTOP)).toEqual({ ok: true });
    expect(await tokensOf(product, away)).toEqual([{ purpose: "email-otp" }]);
    expect(await tokensOf(product, theirs)).toEqual([{ purpose: "email-otp" }]);
  });
});
