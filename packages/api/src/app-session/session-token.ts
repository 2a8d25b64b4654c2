import type { ApiContext } from "../context.ts";

type Sealing = Pick<ApiContext, "auth" | "publicUrl">;

/** What a token is for: to ask who somebody is, or to get another token. */
export type Use = "access" | "refresh";

/** What an access or refresh token contains: an app's session, and what the app may ask of it. */
export interface SessionToken {
  secret: string;
  scope: string;
}

/**
 * The secret of an app's session and its scope, sealed together for this issuer and use. So an app that has the token
 * can't extract the secret, which alone would reveal more than was granted.
 */
export function sealSessionToken(ctx: Sealing, use: Use, { secret, scope }: SessionToken): string {
  const content = JSON.stringify([secret, scope]);
  return ctx.auth.keys.seal(content, contextOf(ctx, use)).toString("base64url");
}

/** Null if it isn't a token of this issuer for this use. Whether its session is live, only the database knows. */
export function openSessionToken(ctx: Sealing, use: Use, presented: string): SessionToken | null {
  const sealed = Buffer.from(presented, "base64url");
  // Accepts it only exactly as it was written, because decoders ignore what comes after the last whole byte.
  if (sealed.toString("base64url") !== presented) return null;
  const content = ctx.auth.keys.unseal(sealed, contextOf(ctx, use));
  if (content === null) return null;
  const [secret, scope] = JSON.parse(content);
  return { secret, scope };
}

function contextOf({ publicUrl }: Sealing, use: Use): string {
  return JSON.stringify([`watchword/oidc-${use}`, publicUrl]);
}
