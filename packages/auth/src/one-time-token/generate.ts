import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isLive, type SignedIn } from "../session/signed-in.ts";
import { prepareToken } from "../tokens/issue.ts";

export const PURPOSE = "one-time-token";

export interface OneTimeTokenRequest {
  /** The app that alone may redeem it; null for any caller of this deployment. */
  audience: string | null;
  /** S256 of a verifier that only who asks knows (RFC 7636); required with an audience. */
  codeChallenge: string | null;
}

export type GenerateResult =
  | { ok: true; token: string; expiresAt: string }
  | Refusal<"FORBIDDEN" | "UNAUTHENTICATED">;

/**
 * A token that hands the caller's session over, once, within the policy's minutes. `FORBIDDEN` for a
 * session that was itself handed to an app; `UNAUTHENTICATED` where the session has ended by then.
 */
export async function generateOneTimeToken(
  ctx: AuthContext,
  signedIn: SignedIn,
  { audience, codeChallenge }: OneTimeTokenRequest,
): Promise<GenerateResult> {
  const { user, session } = signedIn;
  if (session.audience !== null) return refuse("FORBIDDEN");
  if (audience !== null && codeChallenge === null)
    throw new Error("An audience needs a code challenge.");
  const secret = await ctx.oneTimeTokens.generate(signedIn, { audience });
  const stored = await ctx.oneTimeTokens.keep(secret);
  const { insert } = prepareToken(ctx, {
    purpose: PURPOSE,
    collection: user.collection,
    email: null,
    userId: user.id,
    token: { ttlSeconds: ctx.policy.oneTimeToken.ttlMinutes * 60, own: { secret, stored } },
    handOver: { sessionId: session.id, audience, codeChallenge },
    onlyIf: sql`source`,
  });
  const { rows } = await sql<{ token_expires_at: Date }>`
    WITH source AS (
      SELECT FROM sessions AS session JOIN users AS account ON account.id = session.user_id
      WHERE session.id = ${session.id} AND ${isLive}
    ), token AS (${insert})
    SELECT token_expires_at FROM token`.execute(ctx.db);
  if (!rows[0]) return refuse("UNAUTHENTICATED");
  return { ok: true, token: secret, expiresAt: rows[0].token_expires_at.toISOString() };
}
