import type { ApiContext } from "../context.ts";

type Sealing = Pick<ApiContext, "auth" | "publicUrl">;

/** What an authorization code knows besides the one-time token that it is. */
export interface CodeContent {
  redirectUri: string;
  scope: string;
  nonce: string | null;
}

/**
 * An authorization code: the one-time token, and what is to be known when it is redeemed, sealed for this issuer, app
 * and token. Nothing of it is stored.
 */
export function sealCode(
  ctx: Sealing,
  { token, appId }: { token: string; appId: string },
  { redirectUri, scope, nonce }: CodeContent,
): string {
  const content = JSON.stringify([redirectUri, scope, nonce]);
  return `${token}.${ctx.auth.keys.seal(content, contextOf(ctx, appId, token)).toString("base64url")}`;
}

/** Null for what is no code of this issuer for this app. Whether it can be redeemed is for the token to say. */
export function openCode(
  ctx: Sealing,
  code: string,
  appId: string,
): (CodeContent & { token: string }) | null {
  const [, token, sealed] = /^([\w-]{1,512})\.([\w-]{1,4096})$/.exec(code) ?? [];
  if (token === undefined || sealed === undefined) return null;
  const content = ctx.auth.keys.unseal(
    Buffer.from(sealed, "base64url"),
    contextOf(ctx, appId, token),
  );
  if (content === null) return null;
  const [redirectUri, scope, nonce] = JSON.parse(content) as [string, string, string | null];
  return { token, redirectUri, scope, nonce };
}

function contextOf({ publicUrl }: Sealing, appId: string, token: string): string {
  return JSON.stringify(["watchword/oidc-code", publicUrl, appId, token]);
}
