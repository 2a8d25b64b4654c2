import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { networkLimits } from "../../guess-budget/limits.ts";
import { hashUserCode, readUserCode } from "./user-code.ts";

/**
 * Wrong user codes in 24 hours, over the whole deployment. With a thousand live codes at every moment the chance that any
 * is guessed in a day is 10,000 × 1,000 / 20^9, or 1 in 51,200.
 */
const WRONG_A_DAY = 10_000;

/** What a device asks for. */
export interface FoundDevice {
  id: string;
  app: string;
  /** Where it seems to be, in words; null if that isn't known. */
  place: string | null;
  /** As it is shown. */
  userCode: string;
  /** S256 of the device's code, which is the verifier of what it redeems (RFC 7636). */
  codeChallenge: string;
}

export type FindResult =
  | { ok: true; device: FoundDevice }
  | Refusal<"INVALID_TOKEN" | "TOO_MANY_ATTEMPTS">;

/**
 * What a user code is for, without deciding on it. `INVALID_TOKEN` for one that is wrong, over, or was decided on; it
 * counts in the guess budgets of the client and of the deployment, and where one of these is spent the answer is
 * `TOO_MANY_ATTEMPTS`. What can't be a user code counts nowhere.
 */
export async function findDeviceAuthorization(
  ctx: AuthContext,
  { userCode: typed, client }: { userCode: string; client: Client | null },
): Promise<FindResult> {
  const userCode = readUserCode(typed);
  if (userCode === null) return refuse("INVALID_TOKEN");
  const [row] = await ctx.call("find_device_authorization", {
    user_code_hashes: hashUserCode(ctx, userCode),
    ...(await networkLimits(ctx, client)),
    wrong_a_day: WRONG_A_DAY,
  });
  if (row?.verdict === "TOO_MANY_ATTEMPTS") return refuse("TOO_MANY_ATTEMPTS");
  const { id, app, device_hash: hash, place = null } = row ?? {};
  if (!id || !app || !hash) return refuse("INVALID_TOKEN");
  const device = { id, app, place, userCode, codeChallenge: hash.toString("base64url") };
  return { ok: true, device };
}
