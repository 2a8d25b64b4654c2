import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { hashSecret } from "../../keys/keys.ts";
import { unsealToken } from "./sealed-token.ts";

export type PollResult =
  | { ok: true; token: string; scope: string }
  | Refusal<
      "AUTHORIZATION_PENDING" | "SLOW_DOWN" | "EXPIRED_TOKEN" | "ACCESS_DENIED" | "INVALID_TOKEN"
    >;

/**
 * Answers a poll of a device (RFC 8628, 3.5): once somebody has approved, with the one-time token that it redeems,
 * using its code as the verifier. `SLOW_DOWN` if it polls too often; `INVALID_TOKEN` for another app's code, or one
 * that another issuer gave.
 */
export async function pollDeviceAuthorization(
  ctx: AuthContext,
  { deviceCode, app, issuer }: { deviceCode: string; app: string; issuer: string },
): Promise<PollResult> {
  const [row] = await ctx.call("poll_device_authorization", {
    device_hash: hashSecret(deviceCode),
    app,
    issuer,
  });
  if (!row) return refuse("INVALID_TOKEN");
  const { verdict, id, scope, sealed } = row;
  if (verdict !== "APPROVED") return refuse(verdict as Exclude<PollResult, { ok: true }>["reason"]);
  const token = id !== null && sealed !== null ? unsealToken(ctx, id, sealed) : null;
  return token === null ? refuse("INVALID_TOKEN") : { ok: true, token, scope: scope ?? "" };
}
