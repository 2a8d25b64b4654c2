import { createSecret, hashSecret } from "./keys.ts";
import type { SignedIn } from "../shown/signed-in.ts";

/** How one-time tokens are made and stored. They are functions, and so options of the library and no part of the policy. */
export interface OneTimeTokenOptions {
  /**
   * Makes a token for a session; 256 random bits by default. It must be as hard to guess: at least 22 characters,
   * which hold 128 random bits, or making one throws. If the token exists already, it is called again.
   */
  generateToken?: (session: SignedIn, ctx: OneTimeTokenContext) => string | Promise<string>;
  /** What the database holds: `"hashed"` by default. A plain token is usable by whoever reads it there. */
  storeToken?:
    | "hashed"
    | "plain"
    | { type: "custom-hasher"; hash: (token: string) => string | Promise<string> };
}

/** For whom a token is being made. */
export interface OneTimeTokenContext {
  audience: string | null;
}

export interface OneTimeTokens {
  generate(session: SignedIn, ctx: OneTimeTokenContext): Promise<string>;
  /** What is stored for a token. */
  hash(token: string): Promise<Buffer>;
}

/** 128 bits in base64url. */
const LEAST_LENGTH = 22;

export function createOneTimeTokens(options: OneTimeTokenOptions = {}): OneTimeTokens {
  const { generateToken = createSecret, storeToken = "hashed" } = options;
  return {
    async generate(session, ctx) {
      const token = await generateToken(session, ctx);
      if (token.length >= LEAST_LENGTH) return token;
      throw new Error(
        `generateToken made a token of ${token.length} characters. It takes ${LEAST_LENGTH} to hold the 128 random ` +
          `bits without which it can be guessed.`,
      );
    },
    async hash(token) {
      if (storeToken === "hashed") return hashSecret(token);
      if (storeToken === "plain") return Buffer.from(token);
      return Buffer.from(await storeToken.hash(token));
    },
  };
}
