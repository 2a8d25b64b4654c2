import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isLive, type SignedIn } from "../session/signed-in.ts";
import { prepareToken } from "../tokens/issue.ts";
import { UNIQUE_VIOLATION } from "../unique-violation.ts";

export const PURPOSE = "one-time-token";

export interface OneTimeTokenRequest {
  /** The app that alone may redeem it; null for any caller of this deployment. */
  audience: string | null;
  /** S256 of a verifier that only who asks knows (RFC 7636); required with an audience. */
  codeChallenge: string | null;
}

export type GenerateResult =
  | { ok: true; token: string; expiresAt: string }
  | Refusal<"FORBIDDEN" | "UNAUTHENTICATED" | "UNAVAILABLE">;

/** How often a token is made where `generateToken` makes one that exists. */
const TRIES = 3;

/**
 * A token that hands the caller's session over, once, within the policy's minutes. `FORBIDDEN` for a
 * session that was itself handed to an app; `UNAUTHENTICATED` where the session has ended by then;
 * `UNAVAILABLE` where `generateToken` makes nothing but tokens that exist.
 */
export async function generateOneTimeToken(
  ctx: AuthContext,
  signedIn: SignedIn,
  request: OneTimeTokenRequest,
): Promise<GenerateResult> {
  const { session } = signedIn;
  const { audience, codeChallenge } = request;
  if (session.audience !== null) return refuse("FORBIDDEN");
  if (audience !== null && codeChallenge === null)
    throw new Error("An audience needs a code challenge.");
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const made = await makeToken(ctx, signedIn, request);
    if (made !== "exists") return made;
  }
  return refuse("UNAVAILABLE");
}

async function makeToken(
  ctx: AuthContext,
  signedIn: SignedIn,
  { audience, codeChallenge }: OneTimeTokenRequest,
): Promise<GenerateResult | "exists"> {
  const { user, session } = signedIn;
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
  const statement = sql<{ token_expires_at: Date }>`
    WITH source AS (
      SELECT FROM sessions AS session JOIN users AS account ON account.id = session.user_id
      WHERE session.id = ${session.id} AND ${isLive}
    ), token AS (${insert})
    SELECT token_expires_at FROM token`;
  try {
    const { rows } = await statement.execute(ctx.db);
    if (!rows[0]) return refuse("UNAUTHENTICATED");
    return { ok: true, token: secret, expiresAt: rows[0].token_expires_at.toISOString() };
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return "exists";
    throw error;
  }
}
