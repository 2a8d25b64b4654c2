import { createSecret, s256 } from "@watchword/auth/keys";
import type { ApiContext } from "../context.ts";

type Sealing = Pick<ApiContext, "auth" | "publicUrl">;

/** What an authorization code contains beside the one-time token. */
export interface CodeContent {
  redirectUri: string;
  scope: string;
  nonce: string | null;
  /** Turns the app's verifier into the token's. */
  salt: string;
}

/**
 * What the token of a code is bound to in place of the app's challenge, and the salt that turns the app's verifier into
 * the token's. Only somebody who can decrypt the code knows the salt. So a code can be redeemed only at the token
 * endpoint, which requires the key of an app that has one, and not by `oneTimeToken.verify`, which doesn't.
 */
export function bindCode(challenge: string): { salt: string; codeChallenge: string } {
  const salt = createSecret();
  return { salt, codeChallenge: s256(verifierOf(salt, challenge)) };
}

/** The verifier of a code's token, made from the one that its app keeps. */
export function tokenVerifier({ salt }: Pick<CodeContent, "salt">, codeVerifier: string): string {
  return verifierOf(salt, s256(codeVerifier));
}

function verifierOf(salt: string, challenge: string): string {
  return s256(`${salt}.${challenge}`);
}

/**
 * An authorization code: the one-time token, and what is needed when it is redeemed, sealed for this issuer, app and
 * token. It isn't stored.
 */
export function sealCode(
  ctx: Sealing,
  { token, appId }: { token: string; appId: string },
  { redirectUri, scope, nonce, salt }: CodeContent,
): string {
  const content = JSON.stringify([redirectUri, scope, nonce, salt]);
  return `${token}.${ctx.auth.keys.seal(content, contextOf(ctx, appId, token)).toString("base64url")}`;
}

/** Null if it isn't a code of this issuer for this app. Whether it can still be redeemed depends on its token. */
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
  const [redirectUri, scope, nonce, salt] = JSON.parse(content);
  return { token, redirectUri, scope, nonce, salt };
}

function contextOf({ publicUrl }: Sealing, appId: string, token: string): string {
  return JSON.stringify(["watchword/oidc-code", publicUrl, appId, token]);
}
