import { afterAll, beforeAll, expect, it } from "vitest";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import {
  endSession,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
  type SignedIn,
} from "../src/session/session.ts";
import { ANEW, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** A session that comes of another one. */
async function handOver(from: SignedIn) {
  const generated = await generateOneTimeToken(product.auth, from, {
    audience: null,
    codeChallenge: null,
  });
  if (!generated.ok) throw new Error(generated.reason);
  const redemption = { token: generated.token, audience: null, codeVerifier: null };
  const result = await verifyOneTimeToken(product.auth, redemption, ANEW);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

it("a session that was handed over can end the one that it came from, and stays live", async () => {
  for (const end of ["all", "parent"] as const) {
    const parent = await product.signIn(`${end}-ends@example.com`);
    const child = await handOver(parent);
    const sibling = await handOver(parent);
    if (end === "all") expect(await revokeOtherSessions(product.auth, child)).toBe(2);
    else await revokeSession(product.auth, child, parent.session.id);
    expect(await findSession(product.auth, child.secret)).not.toBeNull();
    expect(await findSession(product.auth, parent.secret)).toBeNull();
    expect(await findSession(product.auth, sibling.secret)).toBeNull();
  }
});

it("a session that was handed over no longer depends on its source once it has signed in", async () => {
  const parent = await product.signIn("signs-in@example.com");
  const child = await handOver(parent);
  const { otpId, code } = await product.requestAndRead("signs-in@example.com");
  const start = { ...ANEW, previousSecret: child.secret };
  const own = await signInWithEmailOtp(product.auth, { challenge: otpId, code }, start);
  if (!own.ok) throw new Error(own.reason);
  expect(own.session.id).toBe(child.session.id);
  const listed = await listSessions(product.auth, own);
  expect(listed.map(({ parentId }) => parentId)).toEqual([undefined, undefined]);
  await endSession(product.auth, parent.secret);
  expect(await findSession(product.auth, own.secret)).not.toBeNull();
});

const DAY = 24 * 60 * 60;

it("a session that was handed over ends with the one that it came from, however much it is used", async () => {
  const parent = await product.signIn("runs-out@example.com");
  const child = await handOver(parent);
  const grandchild = await handOver(child);
  const find = ({ secret }: { secret: string }) => findSession(product.auth, secret);
  await product.passTime(29 * DAY);
  const found = await find(grandchild);
  expect(found).not.toBeNull();
  expect(await find(child)).not.toBeNull();
  await product.passTime(2 * DAY);
  // Nobody has cleaned up yet: the parent's row is still there.
  for (const session of [parent, child, grandchild]) expect(await find(session)).toBeNull();
  expect(await listSessions(product.auth, child)).toEqual([]);
  const handedOn = generateOneTimeToken(product.auth, child, {
    audience: null,
    codeChallenge: null,
  });
  expect(await handedOn).toMatchObject({ ok: false });
});

it("a session that was handed over lives on while the one that it came from is used", async () => {
  const parent = await product.signIn("is-used@example.com");
  const child = await handOver(parent);
  const find = ({ secret }: { secret: string }) => findSession(product.auth, secret);
  for (let days = 29; days < 90; days += 29) {
    await product.passTime(29 * DAY);
    expect(await find(parent)).not.toBeNull();
    expect(await find(child)).not.toBeNull();
  }
  await product.passTime(4 * DAY);
  expect(await find(child), "no later than ninety days").toBeNull();
});
