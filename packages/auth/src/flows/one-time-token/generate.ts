import { audienceOf, type AppIdentity } from "../../apps/app-identity.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import type { SignedIn } from "../../views/session.ts";
import { UNIQUE_VIOLATION } from "@watchword/db/sql-states";
import { uuidByTime } from "../../uuid.ts";
import { createUserCode, userCodeColumns } from "./user-code.ts";

/** A request for a one-time token. */
export interface OneTimeTokenRequest {
  /** The only app that may redeem it; null for any caller of this deployment. */
  audience: AppIdentity | null;
  /** The S256 challenge of a verifier that only the requester knows (RFC 7636); required with an audience. */
  codeChallenge: string | null;
  /** Whether a short code stands for it as well, to be typed on another device. */
  userCode?: boolean;
}

export type GenerateResult =
  | { ok: true; token: string; expiresAt: string; userCode: string | null }
  | Refusal<"FORBIDDEN" | "UNAUTHENTICATED" | "UNAVAILABLE">
  | Refusal<"UNKNOWN_APP">;

/** How many times a token is made if `generateToken` makes one that exists. */
const TRIES = 3;

/**
 * Makes a token that hands the caller's session over, once, within the policy's minutes. `FORBIDDEN` for a session that
 * was itself handed to an app; `UNAUTHENTICATED` if the session has ended; `UNKNOWN_APP` if the app was removed;
 * `UNAVAILABLE` if `generateToken` makes only tokens that exist.
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
  { audience, codeChallenge, userCode: wantsCode = false }: OneTimeTokenRequest,
): Promise<GenerateResult | "exists"> {
  const { session } = signedIn;
  const id = uuidByTime();
  const secret = await ctx.oneTimeTokens.generate(id, signedIn, { audience: audience?.id ?? null });
  const userCode = wantsCode ? createUserCode() : null;
  const takes = {
    id,
    session: session.id,
    ...(await ctx.oneTimeTokens.read(secret)),
    ttl: ctx.policy.oneTimeToken.ttlMinutes * 60,
    ...audienceOf(audience),
    code_challenge: codeChallenge,
    ...(userCode === null
      ? { code_hash: null, sealed: null }
      : userCodeColumns(ctx, id, { token: secret, userCode })),
  };
  try {
    const [row] = await ctx.call("generate_one_time_token", takes);
    const expiresAt = row?.token_expires_at?.toISOString();
    if (expiresAt) return { ok: true, token: secret, expiresAt, userCode };
    return refuse(row?.verdict === "UNKNOWN_APP" ? "UNKNOWN_APP" : "UNAUTHENTICATED");
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return "exists";
    throw error;
  }
}
