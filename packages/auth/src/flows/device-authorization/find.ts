import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { networkLimits } from "../../guess-budget/limits.ts";
import { letterBudget } from "../../policy/guess-bound.ts";
import { hashUserCode, LETTERS, readUserCode } from "./user-code.ts";

/** What a device asks for. */
export interface FoundDevice {
  id: string;
  app: string;
  /** Where it seems to be, in words; null if that isn't known. */
  place: string | null;
  /** As the device shows it. */
  userCode: string;
  /** S256 of the device's code, which is the verifier of the token that it redeems (RFC 7636). */
  codeChallenge: string;
}

export type FindResult =
  | { ok: true; device: FoundDevice }
  | Refusal<"INVALID_TOKEN" | "TOO_MANY_ATTEMPTS">;

/** A user code, and the issuer at whose pages it is entered. */
interface EnteredCode {
  userCode: string;
  issuer: string;
}

/** Who enters a user code. */
export interface Guesser {
  client: Client;
  /** The account in whose session they enter it; null if they aren't signed in. */
  userId: string | null;
}

/**
 * Finds the device request that an entered user code belongs to, without deciding on it. `INVALID_TOKEN` if the code is
 * wrong, has expired, was decided on, or is another issuer's. A wrong one counts in the guess budgets of the client and
 * of the account or, if nobody is signed in, of the deployment; if one of these is spent, `TOO_MANY_ATTEMPTS`. Text
 * that can't be a user code isn't counted.
 */
export async function findDeviceAuthorization(
  ctx: AuthContext,
  { userCode: typed, issuer, ...guesser }: Guesser & EnteredCode,
): Promise<FindResult> {
  const userCode = readUserCode(typed);
  if (userCode === null) return refuse("INVALID_TOKEN");
  return find(
    ctx,
    { userCode, issuer },
    {
      ...(await networkLimits(ctx, guesser.client)),
      ...(await sharedLimit(ctx, guesser.userId)),
    },
  );
}

/** Finds a user code that was found before, so it isn't counted as a guess. */
export async function findDeviceAgain(ctx: AuthContext, entered: EnteredCode): Promise<FindResult> {
  return find(ctx, entered, { networks: [], per_network: [], budget: null, per_budget: null });
}

interface GuessLimits {
  networks: Buffer[];
  per_network: number[];
  budget: Buffer | null;
  per_budget: number | null;
}

async function find(
  ctx: AuthContext,
  { userCode, issuer }: EnteredCode,
  limits: GuessLimits,
): Promise<FindResult> {
  const [row] = await ctx.call("find_device_authorization", {
    user_code_hashes: hashUserCode(ctx, userCode),
    issuer,
    ...limits,
  });
  if (row?.verdict === "TOO_MANY_ATTEMPTS") return refuse("TOO_MANY_ATTEMPTS");
  const { id, app, device_hash: hash, place = null } = row ?? {};
  if (!id || !app || !hash) return refuse("INVALID_TOKEN");
  const device = { id, app, place, userCode, codeChallenge: hash.toString("base64url") };
  return { ok: true, device };
}

/** Strangers can use up the deployment's budget, so people who are signed in have budgets of their own. */
async function sharedLimit(ctx: AuthContext, userId: string | null) {
  if (userId === null)
    return {
      budget: Buffer.from("device-user-code"),
      per_budget: letterBudget(ctx.policy, LETTERS),
    };
  return {
    budget: await ctx.index.hash("device-user-code", userId),
    per_budget: ctx.policy.guessBudget.perAddress,
  };
}
