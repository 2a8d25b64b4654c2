import { inspectLink } from "../src/challenge/inspect-link.ts";
import type { ChallengeMail, NoticeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount } from "../src/flows/account/account.ts";
import {
  confirmEmailChange,
  requestEmailChange,
  undoEmailChange,
} from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { findSession, type SignedIn } from "../src/session/session.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf, type Visitor } from "./product.ts";

const DAY = 86_400;
let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

async function askToChange(visitor: Visitor, email: string) {
  const asked = await requestEmailChange(product.auth, visitor, { email, client: LAPTOP });
  if (!asked.ok) throw new Error(asked.reason);
  const mail = (await product.newestMail("email-change")) as ChallengeMail | null;
  return {
    otpId: asked.challenge.otpId,
    mail,
    code: mail?.code?.digits ?? "",
    token: mail ? tokenOf(mail) : "",
  };
}

/** Moves somebody to a new address and hands out the link that takes it back. */
async function change(visitor: Visitor, email: string): Promise<{ moved: Visitor; undo: string }> {
  const { otpId, code } = await askToChange(visitor, email);
  const result = await confirmEmailChange(
    product.auth,
    visitor,
    { challenge: otpId, code },
    visitor.start,
  );
  if (!result.ok) throw new Error(result.reason);
  const { user, session, secret } = result;
  const undo = await undoLinkTo(visitor.user.email);
  return {
    moved: { user, session, secret, start: { client: LAPTOP, previousSecret: secret } },
    undo,
  };
}

async function undoLinkTo(email: string): Promise<string> {
  const { id } = await product.auth.db
    .selectFrom("mails")
    .innerJoin("tokens", "tokens.id", "mails.token_id")
    .select("mails.id")
    .where("tokens.email", "=", email)
    .where("mails.kind", "=", "email-changed")
    .orderBy("mails.created_at", "desc")
    .executeTakeFirstOrThrow();
  const { resolveMail } = await import("../src/flows/resolve-mail.ts");
  const mail = (await resolveMail(product.auth, "https://watchword.test", id)) as NoticeMail | null;
  expect(mail).toMatchObject({ to: email, newEmail: expect.stringContaining("•••@") });
  return mail?.undo?.url.split("/").at(-1) ?? "";
}

describe("changing the address", () => {
  it("wants a fresh session", async () => {
    const ada = await product.signIn(anybody());
    await product.passTime(601);
    const asked = requestEmailChange(product.auth, ada, { email: anybody(), client: LAPTOP });
    expect(await asked).toEqual({ ok: false, reason: "REAUTHENTICATE" });
  });

  it("is proven at the new address, tells the old one, renews this session and ends the others", async () => {
    const [old, next] = [anybody(), anybody()];
    const [ada, phone] = [await product.signIn(old), await product.signIn(old)];
    const { moved } = await change(ada, next);
    expect(moved.user).toMatchObject({ id: ada.user.id, email: next, emailVerified: true });
    expect(moved.session.id).toBe(ada.session.id);
    expect(await findSession(product.auth, phone.secret)).toBeNull();
    expect(await findSession(product.auth, ada.secret)).toBeNull();
    expect(await product.newestMail("email-changed")).toMatchObject({
      to: expect.stringMatching(/@/),
    });
  });

  it("is refused in another account's session, and for an address that has an account", async () => {
    const [ada, eve] = [await product.signIn(anybody()), await product.signIn(anybody())];
    const { token } = await askToChange(ada, anybody());
    expect(await confirmEmailChange(product.auth, eve, { token }, eve.start)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    expect((await askToChange(ada, eve.user.email)).mail).toBeNull();
  });

  it("from an address that was never proven voids the password, and leaves that address to its owner", async () => {
    const theirs = anybody();
    const { userId } = await product.auth.createUser({ email: theirs });
    await product.auth.updateKeyPassword("email", theirs, "the stranger's own password");
    const secret = (await product.auth.createSession(userId)).toString();
    const signedIn = (await findSession(product.auth, secret)) as SignedIn;
    const stranger = { ...signedIn, secret, start: { client: LAPTOP, previousSecret: secret } };
    const { otpId, code } = await askToChange(stranger, anybody());
    const credential = { challenge: otpId, code };
    const moved = await confirmEmailChange(product.auth, stranger, credential, stranger.start);
    expect(moved).toMatchObject({ ok: true, user: { emailVerified: true, hasPassword: false } });
    expect((await product.signIn(theirs)).user).toMatchObject({ email: theirs });
  });

  it("costs nobody an attempt in another account's session", async () => {
    const [ada, eve] = [await product.signIn(anybody()), await product.signIn(anybody())];
    const { otpId, code } = await askToChange(ada, anybody());
    const credential = { challenge: otpId, code };
    for (let guess = 0; guess < 6; guess++) {
      expect(await confirmEmailChange(product.auth, eve, credential, eve.start)).toMatchObject({
        reason: "INVALID_TOKEN",
      });
    }
    expect(await confirmEmailChange(product.auth, ada, credential, ada.start)).toMatchObject({
      ok: true,
    });
  });

  it("reserves the old address for a week, and then lets it go", async () => {
    const [old, next] = [anybody(), anybody()];
    const waiting = await product.requestAndRead(old);
    await change(await product.signIn(old), next);
    const stranger = await product.requestAndRead(old);
    const fresh = { challenge: stranger.otpId, code: stranger.code };
    expect(await signInWithEmailOtp(product.auth, fresh, ANEW)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    const credential = { challenge: waiting.otpId, code: waiting.code };
    expect(await signInWithEmailOtp(product.auth, credential, ANEW)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    await expect(product.auth.createUser({ email: old })).rejects.toThrow("taken");
    await product.passTime(7 * DAY + 1);
    expect((await product.signIn(old)).user.email).toBe(old);
  });
});

describe("taking a change of address back", () => {
  it("returns the old address, ends every session and removes the password", async () => {
    const [old, next] = [anybody(), anybody()];
    const { moved, undo } = await change(await product.signIn(old), next);
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
    const first = await change(await product.signIn(anybody()), anybody());
    const second = await change(first.moved, anybody());
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

  it("is what going back by oneself is: the address between keeps no link", async () => {
    const [home, work] = [anybody(), anybody()];
    const away = await change(await product.signIn(home), work);
    const { otpId, code } = await askToChange(away.moved, home);
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
    const { undo } = await change(await product.signIn(anybody()), anybody());
    await product.passTime(7 * DAY);
    expect(await undoEmailChange(product.auth, undo, LAPTOP)).toMatchObject({
      reason: "EXPIRED_TOKEN",
    });
  });
});

describe("deleting an account", () => {
  it("wants a fresh session, mails a notice and leaves nothing", async () => {
    const email = anybody();
    const ada = await product.signIn(email);
    await product.request(email);
    await product.passTime(601);
    expect(await deleteAccount(product.auth, ada, LAPTOP)).toEqual({
      ok: false,
      reason: "REAUTHENTICATE",
    });
    const again = await product.signIn(email);
    expect(await deleteAccount(product.auth, again, LAPTOP)).toEqual({ ok: true });
    expect(await findSession(product.auth, again.secret)).toBeNull();
    expect(await product.newestMail("account-deleted")).toMatchObject({ to: email });
    for (const table of ["users", "tokens"] as const) {
      expect(
        await product.auth.db.selectFrom(table).select("id").where("email", "=", email).execute(),
      ).toEqual([]);
    }
  });
});
