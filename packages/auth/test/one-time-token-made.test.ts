import { describe, expect, it } from "vitest";
import { generateOneTimeToken } from "../src/flows/one-time-token/one-time-token.ts";
import { startProduct } from "./product.ts";

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

  it("is made anew where it exists, and UNAVAILABLE where nothing else is made", async () => {
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
