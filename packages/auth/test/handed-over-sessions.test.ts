import { afterAll, beforeAll, expect, it } from "vitest";
import {
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { findSession, revokeOtherSessions, revokeSession } from "../src/session/session.ts";
import { ANEW, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

it("a session that was handed over can end the one that it came from, and goes on", async () => {
  for (const end of ["all", "parent"] as const) {
    const parent = await product.signIn(`${end}-ends@example.com`);
    const hand = async (from: typeof parent) => {
      const generated = await generateOneTimeToken(product.auth, from, {
        audience: null,
        codeChallenge: null,
      });
      if (!generated.ok) throw new Error(generated.reason);
      const redemption = { token: generated.token, audience: null, codeVerifier: null };
      const result = await verifyOneTimeToken(product.auth, redemption, ANEW);
      if (!result.ok) throw new Error(result.reason);
      return result;
    };
    const child = await hand(parent);
    const sibling = await hand(parent);
    if (end === "all") expect(await revokeOtherSessions(product.auth, child)).toBe(2);
    else await revokeSession(product.auth, child, parent.session.id);
    expect(await findSession(product.auth, child.secret)).not.toBeNull();
    expect(await findSession(product.auth, parent.secret)).toBeNull();
    expect(await findSession(product.auth, sibling.secret)).toBeNull();
  }
});
