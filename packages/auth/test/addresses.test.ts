import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount } from "../src/flows/account/account.ts";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { findSession, type SignedIn } from "../src/session/session.ts";
import { ANEW, LAPTOP, type Product, startProduct } from "./product.ts";
import { askToChange, changeAddress } from "./address-changes.ts";

const DAY = 86_400;
let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

describe("changing the address", () => {
  it("requires a fresh session", async () => {
    const ada = await product.signIn(anybody());
    await product.passTime(601);
    const asked = requestEmailChange(product.auth, ada, { email: anybody(), client: LAPTOP });
    expect(await asked).toEqual({ ok: false, reason: "REAUTHENTICATE" });
  });

  it("is proven at the new address, tells the old one, renews this session and ends the others", async () => {
    const [old, next] = [anybody(), anybody()];
    const [ada, phone] = [await product.signIn(old), await product.signIn(old)];
    const { moved } = await changeAddress(product, ada, next);
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
    const { token } = await askToChange(product, ada, anybody());
    expect(await confirmEmailChange(product.auth, eve, { token }, eve.start)).toMatchObject({
      reason: "INVALID_TOKEN",
    });
    expect((await askToChange(product, ada, eve.user.email)).mail).toBeNull();
  });

  it("from an unproven address voids the password, and leaves that address to its owner", async () => {
    const theirs = anybody();
    const { userId } = await product.auth.createUser({ email: theirs });
    await product.auth.updateKeyPassword("email", theirs, "the stranger's own password");
    const secret = (await product.auth.createSession(userId)).toString();
    const signedIn = (await findSession(product.auth, secret)) as SignedIn;
    const stranger = { ...signedIn, secret, start: { client: LAPTOP, previousSecret: secret } };
    const { otpId, code } = await askToChange(product, stranger, anybody());
    const credential = { challenge: otpId, code };
    const moved = await confirmEmailChange(product.auth, stranger, credential, stranger.start);
    expect(moved).toMatchObject({ ok: true, user: { emailVerified: true, hasPassword: false } });
    expect((await product.signIn(theirs)).user).toMatchObject({ email: theirs });
  });

  it("costs nobody an attempt in another account's session", async () => {
    const [ada, eve] = [await product.signIn(anybody()), await product.signIn(anybody())];
    const { otpId, code } = await askToChange(product, ada, anybody());
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

  it("reserves the old address for a week, and then releases it", async () => {
    const [old, next] = [anybody(), anybody()];
    const waiting = await product.requestAndRead(old);
    await changeAddress(product, await product.signIn(old), next);
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

describe("deleting an account", () => {
  it("requires a fresh session, mails a notice and leaves nothing", async () => {
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
