import type { AuthContext } from "@watchword/auth";
import { verifyOneTimeToken } from "@watchword/auth/one-time-token";
import { completePasswordReset } from "@watchword/auth/password-reset";
import { findSession } from "@watchword/auth/session";
import {
  type Contestant,
  cycle,
  forEach,
  knownAddresses,
  newAddress,
  type Operation,
  PASSWORD,
  type Setting,
} from "./contestant.ts";
import { prepareWatchword, start } from "./prepared.ts";

/** packages/auth called directly, its limits off. */
export async function startWatchword({ databaseUrl, accounts }: Setting): Promise<Contestant> {
  const watchword = await prepareWatchword(databaseUrl, accounts);
  const { auth, request, requestReset, challenge, enter, generate, resetToken, sessions } =
    watchword;
  const unhashed = { ...auth, passwords: { ...auth.passwords, hash: async () => "no hash" } };

  async function prepareSignIns(emails: string[]) {
    const challenges = await forEach(emails, challenge);
    return challenges.map((prepared) => () => enter(prepared));
  }

  async function verify(token: string): Promise<void> {
    const redemption = { token, audience: null, codeVerifier: null };
    const result = await verifyOneTimeToken(auth, redemption, start);
    if (!result.ok) throw new Error(result.reason);
  }

  const completeReset =
    (ctx: AuthContext): Operation =>
    async (count) => {
      const tokens = await forEach(knownAddresses(count, accounts), resetToken);
      return tokens.map(({ token, deviceCookie }) => async () => {
        const known = { ...start, client: { ...start.client, deviceCookie } };
        const result = await completePasswordReset(ctx, token, PASSWORD, known);
        if (!result.ok) throw new Error(result.reason);
      });
    };

  return {
    name: "Watchword",
    operations: {
      "request a code": async (count) =>
        Array.from({ length: count }, () => () => request(newAddress())),
      "sign in, new user": (count) => prepareSignIns(Array.from({ length: count }, newAddress)),
      "sign in, known user": (count) => prepareSignIns(knownAddresses(count, accounts)),
      "generate a one-time token": async (count) =>
        cycle(sessions, count).map((secret) => () => generate(secret)),
      "verify a one-time token": async (count) => {
        const tokens = await forEach(cycle(sessions, count), generate);
        return tokens.map((token) => () => verify(token));
      },
      "request a reset": async (count) =>
        knownAddresses(count, accounts).map((email) => () => requestReset(email)),
      "complete a reset": completeReset(auth),
      "complete a reset, hash taken out": completeReset(unhashed),
      "read a session": async (count) =>
        cycle(sessions, count).map((secret) => async () => {
          if (!(await findSession(auth, secret))) throw new Error("The session is over.");
        }),
    },
    close: () => auth.close(),
  };
}
