import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import {
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareChildSession, type SessionStart } from "../session/start.ts";
import { redeem } from "../tokens/redeem.ts";
import { PURPOSE } from "./generate.ts";
import { sourceIsLive } from "./source.ts";

export interface OneTimeTokenRedemption {
  token: string;
  audience: string | null;
  codeVerifier: string | null;
}

export type VerifyResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">;

/**
 * Redeems a one-time token for a session of its own, which ends with the one that it was handed over
 * from. `INVALID_TOKEN` for another audience, without the verifier, or when the source session has
 * ended; none of these uses the token up.
 */
export async function verifyOneTimeToken(
  ctx: AuthContext,
  { token, audience, codeVerifier }: OneTimeTokenRedemption,
  start: SessionStart,
): Promise<VerifyResult> {
  const challenge =
    codeVerifier === null ? null : createHash("sha256").update(codeVerifier).digest("base64url");
  const { secret, ctes } = prepareChildSession(ctx, start);
  const redeemed = await redeem<SignedInRow>(ctx, {
    purpose: PURPOSE,
    door: { token, stored: await ctx.oneTimeTokens.keep(token) },
    admission: sql`(
      token.audience IS NOT DISTINCT FROM ${audience}
      AND (token.code_challenge IS NULL OR token.code_challenge = ${challenge})
      AND ${sourceIsLive}
    )`,
    grants: sql`account AS (
      SELECT known.* FROM known JOIN redeemed ON redeemed.user_id = known.id
    ), ${ctes}`,
    columns: signedInColumns,
    joins: sql`LEFT JOIN (account JOIN session ON session.user_id = account.id) ON judged.verdict = 'GRANTED'`,
  });
  if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
  return { ok: true, secret, ...toSignedIn(redeemed) };
}
