import { createSecret, hashSecret } from "./keys.ts";
import type { SignedIn } from "./session/signed-in.ts";

/** How one-time tokens are made and kept; functions, so a library's options and no policy. */
export interface OneTimeTokenOptions {
  /** Makes a token for a session; 256 random bits unless told. It must be as hard to guess. */
  generateToken?: (session: SignedIn, ctx: OneTimeTokenContext) => string | Promise<string>;
  /** What the database holds: `"hashed"` unless told. A plain token is usable by whoever reads it there. */
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
  keep(token: string): Promise<Buffer>;
}

export function createOneTimeTokens(options: OneTimeTokenOptions = {}): OneTimeTokens {
  const { generateToken = createSecret, storeToken = "hashed" } = options;
  return {
    generate: async (session, ctx) => generateToken(session, ctx),
    async keep(token) {
      if (storeToken === "hashed") return hashSecret(token);
      if (storeToken === "plain") return Buffer.from(token);
      return Buffer.from(await storeToken.hash(token));
    },
  };
}
