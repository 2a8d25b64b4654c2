import { createHash, randomBytes } from "node:crypto";
import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  generateOneTimeToken,
  type OneTimeTokenRedemption,
  type OneTimeTokenRequest,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { changePassword } from "../src/flows/password/password.ts";
import { endSession, findSession, listSessions, revokeSession } from "../src/session/session.ts";
import { type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;
const PHONE = {
  ip: "203.0.113.9",
  userAgent: "Mozilla/5.0 (Linux; Android 15) Chrome/142.0.0.0 Mobile",
  place: null,
  locale: null,
};

const VERIFIER = randomBytes(32).toString("base64url");
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const PARTNER = { id: "partner" };
const FOR_PARTNER = { audience: PARTNER, codeChallenge: CHALLENGE };

async function generate(
  visitor: Visitor,
  request: OneTimeTokenRequest = { audience: null, codeChallenge: null },
) {
  const result = await generateOneTimeToken(product.auth, visitor, request);
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}
const verify = (token: string, bound: Partial<OneTimeTokenRedemption> = {}) =>
  verifyOneTimeToken(
    product.auth,
    { token, audience: null, codeVerifier: null, ...bound },
    { client: PHONE, previousSecret: null },
  );

describe("a one-time token", () => {
  it("hands the session over once, to a session with a secret of its own", async () => {
    const ada = await product.signIn(anybody());
    const token = await generate(ada);
    const handed = await verify(token);
    expect(handed).toMatchObject({
      ok: true,
      user: { id: ada.user.id },
      session: {
        audience: null,
        current: true,
        authenticatedAt: ada.session.authenticatedAt,
        ip: PHONE.ip,
      },
    });
    if (!handed.ok) return;
    expect(handed.secret).not.toBe(ada.secret);
    expect(handed.session.id).not.toBe(ada.session.id);
    expect(await findSession(product.auth, handed.secret)).toMatchObject({
      user: { id: ada.user.id },
    });
    expect(await verify(token)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
  });

  it("is valid for three minutes, and EXPIRED_TOKEN afterwards", async () => {
    const token = await generate(await product.signIn(anybody()));
    await product.passTime(180);
    expect(await verify(token)).toEqual({ ok: false, reason: "EXPIRED_TOKEN" });
  });

  it("for an app is refused, but not used up, without its audience and verifier or with others", async () => {
    const token = await generate(await product.signIn(anybody()), FOR_PARTNER);
    const wrong: Partial<OneTimeTokenRedemption>[] = [
      {},
      { audience: PARTNER },
      { codeVerifier: VERIFIER },
      { audience: { id: "other" }, codeVerifier: VERIFIER },
      { audience: PARTNER, codeVerifier: `${VERIFIER}x` },
      { audience: PARTNER, codeVerifier: CHALLENGE },
    ];
    for (const bound of wrong)
      expect(await verify(token, bound)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(await verify(`${token}x`, { audience: PARTNER, codeVerifier: VERIFIER })).toMatchObject({
      ok: false,
    });
    const right = await verify(token, { audience: PARTNER, codeVerifier: VERIFIER });
    expect(right).toMatchObject({ ok: true, session: { audience: "partner" } });
  });

  it("without an audience is refused if one is named", async () => {
    const token = await generate(await product.signIn(anybody()));
    expect(await verify(token, { audience: PARTNER })).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await verify(token)).toMatchObject({ ok: true });
  });

  it("isn't made for a session that has ended", async () => {
    const ada = await product.signIn(anybody());
    await endSession(product.auth, ada.secret);
    const refused = { ok: false, reason: "UNAUTHENTICATED" };
    expect(await generateOneTimeToken(product.auth, ada, FOR_PARTNER)).toEqual(refused);
  });

  it("is invalid once its session has ended, however that ended", async () => {
    const ends: ((visitor: Visitor) => Promise<unknown>)[] = [
      (visitor) => endSession(product.auth, visitor.secret),
      (visitor) => product.auth.invalidateAllUserSessions(visitor.user.id),
      (visitor) =>
        changePassword(
          product.auth,
          visitor,
          { newPassword: "a long and friendly phrase", currentPassword: null },
          visitor.start,
        ),
    ];
    for (const end of ends) {
      const ada = await product.signIn(anybody());
      const token = await generate(ada);
      await end(ada);
      expect(await verify(token)).toMatchObject({ reason: "INVALID_TOKEN" });
    }
  });
});

describe("a session that was handed over", () => {
  async function deliverSession(request = FOR_PARTNER) {
    const ada = await product.signIn(anybody());
    const child = await verify(await generate(ada, request), {
      audience: PARTNER,
      codeVerifier: VERIFIER,
    });
    if (!child.ok) throw new Error(child.reason);
    return { ada, child };
  }

  it("is listed under its app's name, and ends with its parent", async () => {
    const { ada, child } = await deliverSession();
    const listed = await listSessions(product.auth, ada);
    expect(listed.map(({ audience }) => audience)).toEqual([null, "partner"]);
    expect(listed.map(({ parentId }) => parentId)).toEqual([undefined, ada.session.id]);
    await endSession(product.auth, ada.secret);
    expect(await findSession(product.auth, child.secret)).toBeNull();
  });

  it("can be ended without its parent", async () => {
    const { ada, child } = await deliverSession();
    expect(await revokeSession(product.auth, ada, child.session.id)).toEqual({ ok: true });
    expect(await findSession(product.auth, child.secret)).toBeNull();
    expect(await findSession(product.auth, ada.secret)).not.toBeNull();
  });

  it("can't be handed over itself", async () => {
    const { child } = await deliverSession();
    expect(await generateOneTimeToken(product.auth, child, FOR_PARTNER)).toEqual({
      ok: false,
      reason: "FORBIDDEN",
    });
  });

  it("is no fresher than the session that it came from", async () => {
    const ada = await product.signIn(anybody());
    await product.passTime(601);
    const child = await verify(await generate(ada));
    const now = (await timeOf(product.auth.db)).getTime();
    const age = child.ok ? now - Date.parse(child.session.authenticatedAt) : 0;
    expect(age).toBeGreaterThan(600_000);
  });
});
