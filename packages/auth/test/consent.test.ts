import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveConsent, listConsents, withdrawConsent } from "../src/consent/consent.ts";
import {
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { endSession, findSession } from "../src/session/session.ts";
import { anybody } from "./holdings.ts";
import type { AppIdentity } from "../src/apps/apps.ts";
import { ANEW, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const WIKI = { id: "wiki" };
const NOTES = { id: "notes" };

/** What an app gets to redeem. */
async function newCode(visitor: Visitor, audience: AppIdentity) {
  const codeVerifier = randomBytes(32).toString("base64url");
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const generated = await generateOneTimeToken(product.auth, visitor, { audience, codeChallenge });
  if (!generated.ok) throw new Error(generated.reason);
  return { token: generated.token, audience, codeVerifier };
}
async function handOver(visitor: Visitor, audience: AppIdentity) {
  const verified = await verifyOneTimeToken(product.auth, await newCode(visitor, audience), ANEW);
  if (!verified.ok) throw new Error(verified.reason);
  return verified;
}

it("a consent is remembered for one account and one app, until it is withdrawn", async () => {
  const [ada, grace] = [await product.signIn(anybody()), await product.signIn(anybody())];
  expect(await giveConsent(product.auth, ada, WIKI)).toBe(true);
  expect(await giveConsent(product.auth, ada, WIKI)).toBe(true);
  expect(await listConsents(product.auth, ada)).toEqual([
    { appId: "wiki", givenAt: expect.any(String) },
  ]);
  expect(await listConsents(product.auth, grace)).toEqual([]);
  expect(await withdrawConsent(product.auth, grace, "wiki")).toBe(false);
  expect(await withdrawConsent(product.auth, ada, "wiki")).toBe(true);
  expect(await listConsents(product.auth, ada)).toEqual([]);
});

it("withdrawing a consent ends the app's sessions and codes, tells the app, and leaves all others", async () => {
  const visitor = await product.signIn(anybody());
  await giveConsent(product.auth, visitor, WIKI);
  const [wiki, notes] = [await handOver(visitor, WIKI), await handOver(visitor, NOTES)];
  const [code, others] = [await newCode(visitor, WIKI), await newCode(visitor, NOTES)];
  await withdrawConsent(product.auth, visitor, "wiki");
  expect(await findSession(product.auth, wiki.secret)).toBeNull();
  expect(await verifyOneTimeToken(product.auth, code, ANEW)).toMatchObject({ ok: false });
  for (const { secret } of [notes, visitor])
    expect(await findSession(product.auth, secret)).not.toBeNull();
  expect(await verifyOneTimeToken(product.auth, others, ANEW)).toMatchObject({ ok: true });
  const queued = await product.auth.db.selectFrom("logouts").select("session_id").execute();
  expect(queued).toEqual([{ session_id: wiki.session.id }]);
});

it("withdrawing a consent while codes of the app are redeemed leaves it no session", async () => {
  const visitor = await product.signIn(anybody());
  await giveConsent(product.auth, visitor, WIKI);
  const codes = await Promise.all(Array.from({ length: 8 }, () => newCode(visitor, WIKI)));
  const redeeming = codes.map((code) => verifyOneTimeToken(product.auth, code, ANEW));
  await withdrawConsent(product.auth, visitor, "wiki");
  for (const redeemed of await Promise.all(redeeming))
    if (redeemed.ok) expect(await findSession(product.auth, redeemed.secret)).toBeNull();
});

it("a consent can't be given in a session that has ended", async () => {
  const visitor = await product.signIn(anybody());
  await endSession(product.auth, visitor.secret);
  expect(await giveConsent(product.auth, visitor, WIKI)).toBe(false);
});
