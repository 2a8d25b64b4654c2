import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import type { SignedIn } from "../../views/session.ts";
import { unsealUserCode } from "./user-code.ts";

export interface OneTimeTokenStatus {
  state: "waiting" | "taken" | "expired";
  expiresAt: string;
  /** The session that it was redeemed for, while that one lasts. */
  takenBy: string | null;
  /** The code that may be typed on another device instead; null if there is none, or it was used. */
  userCode: string | null;
}

export type StatusResult = { ok: true; status: OneTimeTokenStatus } | Refusal<"INVALID_TOKEN">;

/**
 * The status of a token that the caller's own session made. `expired` also if a change of credentials voided it;
 * `INVALID_TOKEN` for any other token.
 */
export async function oneTimeTokenStatus(
  ctx: AuthContext,
  { session }: SignedIn,
  token: string,
): Promise<StatusResult> {
  const [row] = await ctx.call("one_time_token_status", {
    session: session.id,
    ...(await ctx.oneTimeTokens.read(token)),
  });
  if (!row) return refuse("INVALID_TOKEN");
  const { token_expires_at, taken_by: takenBy } = row;
  const state = row.state as OneTimeTokenStatus["state"];
  const userCode = unsealUserCode(ctx, row.id, row.sealed)?.userCode ?? null;
  const expiresAt = token_expires_at.toISOString();
  return { ok: true, status: { state, expiresAt, takenBy, userCode } };
}
