import { createHash, createPublicKey } from "node:crypto";
import { databaseNow } from "@watchword/auth/clock";
import { sessionMethod, type SignedIn } from "@watchword/auth/session";
import { compactVerify, SignJWT } from "jose";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { claimsOf } from "../app-session/claims.ts";

/** How somebody signed in, as an authentication context class: by mail or by password. */
const ACR: Record<string, string> = {
  otp: "urn:watchword:mail",
  pwd: "urn:watchword:password",
};

/** The classes that an ID token may name. */
export const ACR_VALUES = Object.values(ACR);

/** The algorithm that signs them, which every client can verify (OpenID Connect Core, 15.1). */
export const ID_TOKEN_ALGORITHM = "RS256";

/** How long an app may accept an ID token. */
const TTL_SECONDS = 600;

interface Signed extends SignedIn {
  appId: string;
  scope: string;
  nonce: string | null;
  accessToken: string;
}

/** An ID token (OpenID Connect Core, 2): who signed in, when, and in which session. Times are the database's. */
export async function signIdToken(
  ctx: Pick<ApiContext, "auth" | "publicUrl">,
  { user, session, appId, scope, nonce, accessToken }: Signed,
): Promise<string> {
  const {
    id: kid,
    algorithm: alg,
    privateKey,
  } = await ctx.auth.signingKeys.current(ID_TOKEN_ALGORITHM);
  const issuedAt = Math.floor((await databaseNow(ctx.auth)) / 1000);
  const method = await sessionMethod(ctx.auth, session);
  const acr = method === null ? undefined : ACR[method];
  const claims = {
    ...claimsOf({ user }, scope),
    auth_time: Math.floor(Date.parse(session.authenticatedAt) / 1000),
    ...(method !== null && { amr: [method] }),
    ...(acr !== undefined && { acr }),
    sid: session.id,
    at_hash: halfHash(accessToken),
    ...(nonce !== null && { nonce }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid, typ: "JWT" })
    .setIssuer(ctx.publicUrl)
    .setAudience(appId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TTL_SECONDS)
    .sign(privateKey);
}

/** The left half of its SHA-256, which binds an access token to an ID token (OpenID Connect Core, 3.1.3.6). */
function halfHash(accessToken: string): string {
  return createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");
}

const hinted = z.object({ iss: z.string(), aud: z.string(), sub: z.string() });

/** Reads an ID token of ours, even an expired one (RP-Initiated Logout, 2); null for any other. */
export async function readIdTokenHint(
  ctx: Pick<ApiContext, "auth" | "publicUrl">,
  hint: string,
): Promise<{ appId: string; subject: string } | null> {
  const keys = await ctx.auth.signingKeys.all();
  const verified = await compactVerify(hint, ({ kid, alg }) => {
    const key = keys.find(({ id, algorithm }) => id === kid && algorithm === alg);
    if (!key) throw new Error("Not signed by a key of ours");
    return createPublicKey(key.privateKey);
  }).catch(() => null);
  if (verified === null || isOfAnotherType(verified.protectedHeader)) return null;
  const payload = hinted.safeParse(parse(verified.payload));
  if (!payload.success || payload.data.iss !== ctx.publicUrl) return null;
  return { appId: payload.data.aud, subject: payload.data.sub };
}

/** Whether it is a logout token or a statement, which the same keys sign but which have types of their own. */
function isOfAnotherType({ typ = "JWT" }: { typ?: string }): boolean {
  return typ !== "JWT";
}

function parse(payload: Uint8Array): unknown {
  return JSON.parse(Buffer.from(payload).toString("utf8"));
}
