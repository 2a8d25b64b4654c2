import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  generateOneTimeToken,
  inspectOneTimeToken,
  oneTimeTokenStatus,
  verifyOneTimeToken,
  withdrawOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import type { AppIdentity } from "../src/apps/apps.ts";
import { changePassword } from "../src/flows/password/password.ts";
import { endSession, findSession, revokeSession } from "../src/session/session.ts";
import { ANEW, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const LIFETIME_SECONDS = 180;
const INVALID = { ok: false, reason: "INVALID_TOKEN" };

async function generate(visitor: Visitor, audience: AppIdentity | null = null) {
  const codeChallenge = audience && createHash("sha256").update("verifier").digest("base64url");
  const made = await generateOneTimeToken(product.auth, visitor, { audience, codeChallenge });
  if (!made.ok) throw new Error(made.reason);
  return made;
}

async function showLink() {
  const ada = await product.signIn(`${crypto.randomUUID().slice(0, 8)}@example.com`);
  return { ada, ...(await generate(ada)) };
}

const inspect = (token: string) => inspectOneTimeToken(product.auth, token);
const redeem = (token: string, start = ANEW) =>
  verifyOneTimeToken(product.auth, { token, audience: null, codeVerifier: null }, start);

async function statusOf(visitor: Visitor, token: string) {
  const result = await oneTimeTokenStatus(product.auth, visitor, token);
  return result.ok ? result.status : result;
}

async function setPassword(visitor: Visitor) {
  const passwords = { newPassword: "a long and friendly phrase", currentPassword: null };
  const changed = await changePassword(product.auth, visitor, passwords, visitor.start);
  expect(changed.ok).toBe(true);
}

describe("the session that made a token", () => {
  it("sees it wait, and then which session took it", async () => {
    const { ada, token, expiresAt } = await showLink();
    expect(await statusOf(ada, token)).toEqual({
      state: "waiting",
      expiresAt,
      takenBy: null,
      userCode: null,
    });

    const [first, second] = [await generate(ada), await generate(ada)];
    const taken = await redeem(token);
    const other = await redeem(first.token);
    if (!taken.ok || !other.ok) throw new Error("Not redeemed");
    expect(await statusOf(ada, token)).toEqual({
      state: "taken",
      expiresAt,
      takenBy: taken.session.id,
      userCode: null,
    });
    expect(await statusOf(ada, first.token)).toMatchObject({ takenBy: other.session.id });
    expect(await statusOf(ada, second.token)).toMatchObject({ state: "waiting" });

    await revokeSession(product.auth, ada, taken.session.id);
    expect(await statusOf(ada, token)).toEqual({
      state: "taken",
      expiresAt,
      takenBy: null,
      userCode: null,
    });
  });

  it("sees it expire", async () => {
    const { ada, token } = await showLink();
    await product.passTime(LIFETIME_SECONDS);
    expect(await statusOf(ada, token)).toMatchObject({
      state: "expired",
      takenBy: null,
      userCode: null,
    });
  });

  it("sees it as expired once a change of credentials voided it", async () => {
    const { ada, token } = await showLink();
    await setPassword(ada);
    expect(await statusOf(ada, token)).toMatchObject({ state: "expired" });
    expect(await redeem(token)).toEqual(INVALID);
  });

  it("learns nothing of another session's token, of the same account or not", async () => {
    const { ada, token } = await showLink();
    const elsewhere = await product.signIn(ada.user.email);
    const stranger = (await showLink()).ada;
    for (const visitor of [elsewhere, stranger]) {
      expect(await statusOf(visitor, token)).toEqual(INVALID);
      await withdrawOneTimeToken(product.auth, visitor, token);
    }
    expect(await statusOf(ada, "nobody's")).toEqual(INVALID);
    expect(await statusOf(ada, token)).toMatchObject({ state: "waiting" });
  });

  it("can withdraw it unless it was used", async () => {
    const { ada, token } = await showLink();
    const used = await generate(ada);
    const child = await redeem(used.token);
    await withdrawOneTimeToken(product.auth, ada, token);
    await withdrawOneTimeToken(product.auth, ada, used.token);
    expect(await redeem(token)).toEqual(INVALID);
    expect(await statusOf(ada, token)).toEqual(INVALID);
    expect(await statusOf(ada, used.token)).toMatchObject({ state: "taken" });
    expect(child.ok && (await findSession(product.auth, child.secret))).not.toBeNull();
  });
});

describe("a link with a token", () => {
  it("shows whose session it hands over and until when, as often as it is inspected", async () => {
    const { ada, token, expiresAt } = await showLink();
    const { id: userId, collection, email } = ada.user;
    for (let look = 0; look < 2; look++)
      expect(await inspect(token)).toEqual({ state: "live", userId, collection, email, expiresAt });
    expect(await redeem(token)).toMatchObject({ ok: true });
    expect(await inspect(token)).toEqual({ state: "used" });
  });

  it("is shown as expired if it is too old", async () => {
    const { token } = await showLink();
    await product.passTime(LIFETIME_SECONDS);
    expect(await inspect(token)).toEqual({ state: "expired" });
  });

  it.each<[string, (ada: Visitor) => Promise<unknown>]>([
    ["its session was signed out", (ada) => endSession(product.auth, ada.secret)],
    ["all sessions ended", (ada) => product.auth.invalidateAllUserSessions(ada.user.id)],
    ["the password changed", (ada) => setPassword(ada)],
    [
      "the account was disabled",
      (ada) =>
        product.owner
          .updateTable("users")
          .set({ disabled_at: new Date() })
          .where("id", "=", ada.user.id)
          .execute(),
    ],
  ])("isn't known any more once %s", async (_, end) => {
    const { ada, token } = await showLink();
    await end(ada);
    expect(await inspect(token)).toEqual({ state: "unknown" });
    expect(await redeem(token)).toEqual(INVALID);
  });

  it("isn't known if its token is an app's, another purpose's or nobody's", async () => {
    const { ada } = await showLink();
    const { token: forPartner } = await generate(ada, { id: "partner" });
    const { token: signIn } = await product.requestAndRead();
    for (const token of [forPartner, signIn, "nobody's", ""])
      expect(await inspect(token)).toEqual({ state: "unknown" });
  });
});

describe("a browser that takes a session over", () => {
  it("ends its session of another account, which nobody would have any more", async () => {
    const { token } = await showLink();
    const grace = (await showLink()).ada;
    expect(await redeem(token, grace.start)).toMatchObject({ ok: true });
    expect(await findSession(product.auth, grace.secret)).toBeNull();
  });

  it("keeps its session if the token does nothing", async () => {
    const { token } = await showLink();
    await redeem(token);
    const grace = (await showLink()).ada;
    expect(await redeem(token, grace.start)).toEqual(INVALID);
    expect(await findSession(product.auth, grace.secret)).not.toBeNull();
  });

  it("never ends the session that it came from", async () => {
    const { ada, token } = await showLink();
    const child = await redeem(token, ada.start);
    expect(child.ok && (await findSession(product.auth, child.secret))).toMatchObject({
      user: { id: ada.user.id },
    });
    expect(await findSession(product.auth, ada.secret)).not.toBeNull();
  });
});
