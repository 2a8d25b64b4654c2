import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { OneTimeTokenOptions } from "../src/auth.ts";
import {
  generateOneTimeToken,
  inspectOneTimeToken,
  oneTimeTokenStatus,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { ANEW, startProduct } from "./product.ts";

const REQUEST = { audience: null, codeChallenge: null };

async function startWith(generateToken: () => string) {
  const other = await startProduct({ oneTimeToken: { generateToken } });
  return { other, ada: await other.signIn("ada@example.com") };
}

describe("a one-time token that a library's own generator makes", () => {
  it("isn't made of fewer characters than hold 128 bits", async () => {
    const { ada, other } = await startWith(() => "x".repeat(21));
    await expect(generateOneTimeToken(other.auth, ada, REQUEST)).rejects.toThrow(
      "generateToken made a token of 21 characters. It takes 22",
    );
    await other.close();
  });

  it("is made again if it exists, and refused as UNAVAILABLE if every new one exists", async () => {
    const tokens = ["first", "first", "second"].map((token) => token.padEnd(30, "."));
    const generateToken = () => tokens.shift() ?? "second".padEnd(30, ".");
    const { ada, other } = await startWith(generateToken);
    const made = [];
    for (let time = 0; time < 3; time++)
      made.push(await generateOneTimeToken(other.auth, ada, REQUEST));
    await other.close();
    expect(made).toMatchObject([
      { ok: true, token: expect.stringContaining("first") },
      { ok: true, token: expect.stringContaining("second") },
      { ok: false, reason: "UNAVAILABLE" },
    ]);
  });
});

describe("what is stored of a one-time token", () => {
  async function stored(options: OneTimeTokenOptions) {
    const other = await startProduct({ oneTimeToken: options });
    const ada = await other.signIn("ada@example.com");
    const made = await generateOneTimeToken(other.auth, ada, {
      audience: null,
      codeChallenge: null,
    });
    if (!made.ok) throw new Error(made.reason);
    const { token_hash } = await other.auth.db
      .selectFrom("tokens")
      .select("token_hash")
      .where("purpose", "=", "one-time-token")
      .executeTakeFirstOrThrow();
    const live = await inspectOneTimeToken(other.auth, made.token);
    const redemption = { token: made.token, audience: null, codeVerifier: null };
    const redeemed = await verifyOneTimeToken(other.auth, redemption, ANEW);
    const again = await verifyOneTimeToken(other.auth, redemption, ANEW);
    const standing = await oneTimeTokenStatus(other.auth, ada, made.token);
    await other.close();
    expect([redeemed.ok, again.ok]).toEqual([true, false]);
    expect(live).toMatchObject({ state: "live", email: "ada@example.com" });
    expect(standing).toMatchObject({ ok: true, status: { state: "taken" } });
    return { token: made.token, stored: token_hash ?? Buffer.alloc(0), userId: ada.user.id };
  }

  it("is the SHA-256 of 43 characters by default", async () => {
    const { token, stored: kept } = await stored({});
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(kept).toEqual(createHash("sha256").update(token).digest());
  });

  it("is the token itself with `plain`", async () => {
    const { token, stored: kept } = await stored({ storeToken: "plain" });
    expect(kept.toString()).toBe(token);
  });

  it("is the result of a custom hasher", async () => {
    const hash = async (token: string) =>
      `mine:${createHash("sha512").update(token).digest("hex")}`;
    const { token, stored: kept } = await stored({ storeToken: { type: "custom-hasher", hash } });
    expect(kept.toString()).toBe(await hash(token));
  });

  it("is what a custom generator makes from the session", async () => {
    const { token, userId } = await stored({
      generateToken: ({ user }, { audience }) =>
        `${user.id}.${audience ?? "nobody"}.${randomBytes(32).toString("hex")}`,
    });
    expect(token).toMatch(new RegExp(`^${userId}\\.nobody\\.[0-9a-f]{64}$`));
  });
});
