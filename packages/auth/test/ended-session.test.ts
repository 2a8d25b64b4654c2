import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { giveConsent, listConsents, withdrawConsent } from "../src/consent/consent.ts";
import {
  approveDeviceAuthorization,
  declineDeviceAuthorization,
  findDeviceAuthorization,
  requestDeviceAuthorization,
} from "../src/flows/device-authorization/device-authorization.ts";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "../src/flows/email-verification/email-verification.ts";
import {
  endSession,
  findSession,
  revokeOtherSessions,
  revokeSession,
} from "../src/session/session.ts";
import { askToChange } from "./address-changes.ts";
import { between } from "./between.ts";
import { anybody, mailedToken } from "./holdings.ts";
import { LAPTOP, type Product, startProduct, type Visitor } from "./product.ts";

/* A session may end while something is done in it: between the look at it and the deed. */

let product: Product;
beforeAll(async () => void (product = await startProduct()));
afterAll(() => product.close());

/** Ends the sessions of an account, and nothing else of it; their rows are cleaned up later. */
const endByEpoch = ({ user }: Visitor) =>
  sql`UPDATE users SET session_epoch = session_epoch + 1 WHERE id = ${user.id}`.execute(
    product.owner,
  );

const addressOf = async ({ user }: Visitor) => (await product.auth.getUser(user.id)).email;
const isLive = async (secret: string) => (await findSession(product.auth, secret)) !== null;

/** Somebody in a session of an account whose address nobody has proven. */
async function unproven(): Promise<Visitor> {
  const { userId } = await product.auth.createUser({ email: anybody() });
  const secret = (await product.auth.createSession(userId)).toString();
  const signedIn = await findSession(product.auth, secret);
  if (!signedIn) throw new Error("Nobody is signed in.");
  return { ...signedIn, secret, start: { client: LAPTOP, previousSecret: secret } };
}

describe.each([
  ["signed out", ({ secret }: Visitor) => endSession(product.auth, secret)],
  ["ended with all of its account", endByEpoch],
])("a session that was %s", (_, end) => {
  it("moves no account to another address, and gets no new session", async () => {
    const { auth } = product;
    const visitor = await product.signIn(anybody());
    const { otpId, code, token } = await askToChange(product, visitor, anybody());
    await end(visitor);
    for (const credential of [{ challenge: otpId, code }, { token }])
      expect(await confirmEmailChange(auth, visitor, credential, visitor.start)).toEqual({
        ok: false,
        reason: "UNAUTHENTICATED",
      });
    expect(await addressOf(visitor)).toBe(visitor.user.email);
    const again = await product.signIn(visitor.user.email);
    expect(await confirmEmailChange(auth, again, { token }, again.start)).toMatchObject({
      ok: true,
    });
  });

  it("proves no address, and isn't revived by it", async () => {
    const visitor = await unproven();
    await requestEmailVerification(product.auth, visitor, LAPTOP);
    const token = await mailedToken(product, "email-verification");
    await end(visitor);
    expect(await confirmEmailVerification(product.auth, visitor, { token }, LAPTOP)).toEqual({
      ok: false,
      reason: "UNAUTHENTICATED",
    });
    expect(await product.auth.getUser(visitor.user.id)).toMatchObject({ emailVerified: false });
    expect(await isLive(visitor.secret)).toBe(false);
  });

  it("ends no other session, and withdraws no consent", async () => {
    const { auth } = product;
    const visitor = await product.signIn(anybody());
    await giveConsent(auth, visitor, { id: "wiki" });
    await end(visitor);
    const other = await product.signIn(visitor.user.email);
    expect(await revokeSession(auth, visitor, other.session.id)).toMatchObject({ ok: false });
    expect(await revokeOtherSessions(auth, visitor)).toBe(0);
    expect(await isLive(other.secret)).toBe(true);
    expect(await withdrawConsent(auth, visitor, "wiki")).toBe(false);
    expect(await listConsents(auth, other)).toMatchObject([{ appId: "wiki" }]);
  });

  it("can't request a change of address", async () => {
    const visitor = await product.signIn(anybody());
    await end(visitor);
    const asked = { email: anybody(), client: LAPTOP };
    expect(await requestEmailChange(product.auth, visitor, asked)).toMatchObject({ ok: false });
  });

  it("can't decide on a device", async () => {
    const { auth } = product;
    const visitor = await product.signIn(anybody());
    const asked = { app: { id: "tv" }, scope: "openid", issuer: "https://watchword.test" };
    const requested = await requestDeviceAuthorization(auth, { ...asked, place: null });
    if (!requested) throw new Error("The app was removed.");
    const { userCode } = requested;
    const find = () =>
      findDeviceAuthorization(auth, {
        userCode,
        issuer: asked.issuer,
        client: LAPTOP,
        userId: visitor.user.id,
      });
    const found = await find();
    if (!found.ok) throw new Error(found.reason);
    await end(visitor);
    const token = randomBytes(32).toString("base64url");
    expect(await approveDeviceAuthorization(auth, visitor, found.device, token)).toBe(false);
    expect(await declineDeviceAuthorization(auth, visitor, found.device)).toBe(false);
    expect(await find()).toMatchObject({ ok: true });
    const again = await product.signIn(visitor.user.email);
    expect(await declineDeviceAuthorization(auth, again, found.device)).toBe(true);
  });
});

it("a session that is being ended moves no account, and nobody is locked out", async () => {
  const visitor = await product.signIn(anybody());
  const { token } = await askToChange(product, visitor, `${randomUUID()}@example.com`);
  const moved = await between(
    product.owner,
    (other) =>
      sql`SELECT FROM users WHERE id = ${visitor.user.id} FOR NO KEY UPDATE`.execute(other),
    () => confirmEmailChange(product.auth, visitor, { token }, visitor.start),
    (other) => sql`DELETE FROM sessions WHERE user_id = ${visitor.user.id}`.execute(other),
  );
  expect(moved).toEqual({ ok: false, reason: "UNAUTHENTICATED" });
  expect(await addressOf(visitor)).toBe(visitor.user.email);
});
