import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import {
  isLive,
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareChildSession } from "../session/start.ts";
import { redeem } from "../tokens/redeem.ts";
import { knownIsEnabled } from "../user/known-account.ts";
import { PURPOSE } from "./generate.ts";

export interface OneTimeTokenRedemption {
  token: string;
  audience: string | null;
  codeVerifier: string | null;
  client: Client;
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
  { token, audience, codeVerifier, client }: OneTimeTokenRedemption,
): Promise<VerifyResult> {
  const challenge =
    codeVerifier === null ? null : createHash("sha256").update(codeVerifier).digest("base64url");
  const { secret, ctes } = prepareChildSession(ctx, client);
  const redeemed = await redeem<SignedInRow>(ctx, {
    purpose: PURPOSE,
    door: { token, stored: await ctx.oneTimeTokens.keep(token) },
    admission: sql`(
      token.audience IS NOT DISTINCT FROM ${audience}
      AND (token.code_challenge IS NULL OR token.code_challenge = ${challenge})
      AND ${knownIsEnabled}
      AND EXISTS (
        SELECT FROM sessions AS session JOIN known AS account ON account.id = session.user_id
        WHERE session.id = token.session_id AND ${isLive}
      )
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
