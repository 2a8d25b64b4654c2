import type { OneTimeTokenOptions } from "@watchword/auth";
import { createWatchword, type Watchword } from "./create-watchword.ts";
import type { Procedures } from "./for-request.ts";
import type { Incoming } from "./incoming.ts";
import type { WatchwordOptions } from "./options.ts";

/*
 * One-time tokens under the names that Better Auth has for them on the server, so that an app written for it has to
 * change only its imports.
 */

/** The options of Better Auth's plugin `oneTimeToken`. */
export interface OneTimeTokenPlugin extends OneTimeTokenOptions {
  /** How many minutes a token is valid; 3 by default. */
  expiresIn?: number;
  /** Whether only server code makes tokens. */
  disableClientRequest?: boolean;
}

/** The options of one-time tokens, as a plugin of `betterAuth`. */
export const oneTimeToken = (options: OneTimeTokenPlugin = {}): OneTimeTokenPlugin => options;

type Tokens = Procedures["oneTimeToken"];

/** An instance whose `api` also has Better Auth's names for one-time tokens. */
export interface BetterAuth extends Watchword {
  api: {
    /** Makes a token that hands over, once, the session of these headers. */
    generateOneTimeToken(given: { headers: Incoming }): ReturnType<Tokens["generate"]>;
    /** Redeems a token for a new session, whose secret is returned as `token`. */
    verifyOneTimeToken(given: {
      body: { token: string };
      headers?: Incoming;
    }): ReturnType<Tokens["verify"]>;
  };
}

/** `createWatchword`, with Better Auth's names in addition to its own. */
export function betterAuth({
  plugins: [plugin = {}] = [],
  ...options
}: WatchwordOptions & { plugins?: [OneTimeTokenPlugin?] }): BetterAuth {
  const { expiresIn, disableClientRequest, ...made } = plugin;
  const policy = {
    ...options.policy?.oneTimeToken,
    ...(expiresIn !== undefined && { ttlMinutes: expiresIn }),
    ...(disableClientRequest !== undefined && { disableClientRequest }),
  };
  const watchword = createWatchword({
    oneTimeToken: made,
    ...options,
    policy: { ...options.policy, oneTimeToken: policy },
  });
  return {
    ...watchword,
    api: {
      generateOneTimeToken: ({ headers }) =>
        watchword.forRequest(headers).api.oneTimeToken.generate({}),
      verifyOneTimeToken: ({ body: { token }, headers = new Headers() }) =>
        watchword.forRequest(headers).api.oneTimeToken.verify({ token, transport: "token" }),
    },
  };
}
