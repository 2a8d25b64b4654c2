import { createLongToken, idIn, type LongToken } from "./long-token.ts";
import { hashSecret } from "./keys.ts";
import type { SignedIn } from "../views/session.ts";

/**
 * How one-time tokens are made and stored. These are functions, so they are options of the library and not part of the
 * policy.
 */
export interface OneTimeTokenOptions {
  /**
   * Makes a token for a session; by default one of 43 characters with 128 random bits. Yours must be as hard to guess:
   * with fewer than 22 characters, making one throws. If the token exists already, this is called again.
   */
  generateToken?: (session: SignedIn, ctx: OneTimeTokenContext) => string | Promise<string>;
  /** What the database holds: `"hashed"` by default. Whoever reads a plain token there can use it. */
  storeToken?:
    | "hashed"
    | "plain"
    | { type: "custom-hasher"; hash: (token: string) => string | Promise<string> };
}

/** The client and the app for which a token is made. */
export interface OneTimeTokenContext {
  audience: string | null;
}

export interface OneTimeTokens {
  /** Makes a token for a session, for the row `id`. */
  generate(id: string, session: SignedIn, ctx: OneTimeTokenContext): Promise<string>;
  /** What a token's row is found by; `token_hash` is what is stored. */
  read(token: string): Promise<LongToken>;
}

/** 128 bits in base64url. */
const MIN_LENGTH = 22;

export function createOneTimeTokens(options: OneTimeTokenOptions = {}): OneTimeTokens {
  const { generateToken, storeToken = "hashed" } = options;
  return {
    async generate(id, session, ctx) {
      if (!generateToken) return createLongToken(id);
      const token = await generateToken(session, ctx);
      if (token.length >= MIN_LENGTH) return token;
      throw new Error(
        `generateToken made a token of ${token.length} characters. It takes ${MIN_LENGTH} to hold the 128 random ` +
          `bits without which it can be guessed.`,
      );
    },
    read: async (token) => ({ token: idIn(token), token_hash: await stored(token, storeToken) }),
  };
}

async function stored(
  token: string,
  as: NonNullable<OneTimeTokenOptions["storeToken"]>,
): Promise<Buffer> {
  if (as === "hashed") return hashSecret(token);
  if (as === "plain") return Buffer.from(token);
  return Buffer.from(await as.hash(token));
}
