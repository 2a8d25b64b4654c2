import { randomBytes } from "node:crypto";
import type { LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveChallenge } from "../src/challenge/approve.ts";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  generateOneTimeToken,
  inspectOneTimeToken,
  verifyOneTimeToken,
  withdrawOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { hashSecret } from "../src/keys/keys.ts";
import { createLongToken, toLongToken } from "../src/keys/long-token.ts";
import { idToken } from "../src/tokens/tokens.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf, type Visitor } from "./product.ts";

const PASSWORD = "a long and friendly phrase";
const REQUEST = { audience: null, codeChallenge: null };
let product: Product;
let ada: Visitor;
beforeAll(async () => {
  product = await startProduct();
  ada = await product.signIn("ada@example.com");
});
afterAll(() => product.close());

const signIn = (token: string) => signInWithEmailOtp(product.auth, { token }, ANEW);
const redeem = (token: string) =>
  verifyOneTimeToken(product.auth, { token, audience: null, codeVerifier: null }, ANEW);
const reset = (token: string) => completePasswordReset(product.auth, token, PASSWORD, ANEW);

async function handOff(): Promise<string> {
  const made = await generateOneTimeToken(product.auth, ada, REQUEST);
  if (!made.ok) throw new Error(made.reason);
  return made.token;
}

async function askToReset(): Promise<string> {
  await requestPasswordReset(product.auth, { ...ada.user, client: LAPTOP });
  return tokenOf((await product.newestMail("password-reset")) as LinkMail);
}

/** The same row with the token of an earlier version, which holds no id. */
async function asBefore(token: string): Promise<string> {
  const earlier = randomBytes(32).toString("base64url");
  await product.owner
    .updateTable("tokens")
    .set({ token_hash: hashSecret(earlier), id_in_token: false })
    .where("token_hash", "=", hashSecret(token))
    .executeTakeFirstOrThrow();
  return earlier;
}

describe("a token that holds the id of its row", () => {
  it("may be a link's, a one-time token or one of an app's own kind", async () => {
    const { token: signsIn } = await product.requestAndRead();
    const own = await idToken(product.auth, "invoice", { expiresIn: 60 }).issue(ada.user.id);
    for (const token of [signsIn, await askToReset(), await handOff(), own.toString()]) {
      const row = await product.auth.db
        .selectFrom("tokens")
        .select(["id", "id_in_token"])
        .where("token_hash", "=", hashSecret(token))
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ id: expect.any(String), id_in_token: true });
      expect(toLongToken(token).token).toBe(row.id.replaceAll("-", ""));
    }
  });

  it("is refused with other random bits, and stays as it was", async () => {
    const { otpId, token } = await product.requestAndRead();
    const forged = createLongToken(otpId);
    expect(await inspectLink(product.auth, "email-otp", forged)).toEqual({ state: "unknown" });
    expect(await signIn(forged)).toMatchObject({ reason: "INVALID_TOKEN" });
    const number = { token: forged, number: "123" };
    expect(await approveChallenge(product.auth, "email-otp", number)).toMatchObject({ ok: false });
    expect(await signIn(token)).toMatchObject({ ok: true });
  });

  it("is refused for the id of another row", async () => {
    const [{ otpId }, { token }] = [await product.requestAndRead(), await product.requestAndRead()];
    const bytes = Buffer.from(token, "base64url");
    bytes.write(otpId.replaceAll("-", ""), "hex");
    expect(await signIn(bytes.toString("base64url"))).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn(token)).toMatchObject({ ok: true });
  });

  it("is refused for another purpose", async () => {
    const token = await askToReset();
    expect(await signIn(token)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await redeem(token)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await inspectOneTimeToken(product.auth, token)).toEqual({ state: "unknown" });
    expect(await reset(token)).toMatchObject({ ok: true });
    ada = await product.signIn("ada@example.com");
  });
});

describe("a token of an earlier version, which holds no id", () => {
  it("signs in once by its link", async () => {
    const token = await asBefore((await product.requestAndRead()).token);
    expect(await inspectLink(product.auth, "email-otp", token)).toMatchObject({ state: "live" });
    const used = await Promise.all([token, token, token].map(signIn));
    expect(used.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await inspectLink(product.auth, "email-otp", token)).toEqual({ state: "used" });
  });

  it("resets a password once", async () => {
    const token = await asBefore(await askToReset());
    expect(await reset(token)).toMatchObject({ ok: true });
    expect(await reset(token)).toMatchObject({ reason: "INVALID_TOKEN" });
    ada = await product.signIn("ada@example.com");
  });

  it("hands a session over once, or is withdrawn", async () => {
    const [token, withdrawn] = [await asBefore(await handOff()), await asBefore(await handOff())];
    expect(await withdrawOneTimeToken(product.auth, ada, withdrawn)).toBe(true);
    expect(await redeem(withdrawn)).toMatchObject({ reason: "INVALID_TOKEN" });
    const used = await Promise.all([token, token, token].map(redeem));
    expect(used.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is validated once for an app", async () => {
    const handler = idToken(product.auth, "invoice", { expiresIn: 60 });
    const token = await asBefore((await handler.issue(ada.user.id)).toString());
    expect(await handler.validate(token)).toMatchObject({ userId: ada.user.id });
    await expect(handler.validate(token)).rejects.toThrow("INVALID_TOKEN");
  });
});
