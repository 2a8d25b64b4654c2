import type { SignedIn } from "@watchword/auth/session";
import type { ApiContext } from "../context.ts";
import { createCaller } from "../router.ts";

/** What a token is for: to ask who somebody is, or to get another token. */
type Use = "access" | "refresh";

/** A session that an app presents by an access or refresh token. */
export interface PresentedSession extends SignedIn {
  secret: string;
  scope: string;
  /** The app that it was handed to. */
  appId: string;
}

/** The secret of an app's session, and what it was asked for, sealed for this issuer, use and session. */
export function sealSessionToken(
  ctx: Pick<ApiContext, "auth" | "publicUrl">,
  use: Use,
  { secret, scope }: { secret: string; scope: string },
): string {
  const sealed = ctx.auth.keys.seal(scope, contextOf(ctx, use, secret));
  return `${secret}.${sealed.toString("base64url")}`;
}

/** The live session that a token is for; null for any other token. */
export async function findByToken(
  ctx: ApiContext,
  use: Use,
  presented: string,
): Promise<PresentedSession | null> {
  const [, secret, sealed] = /^([\w-]{1,512})\.([\w-]{1,512})$/.exec(presented) ?? [];
  if (secret === undefined || sealed === undefined) return null;
  const scope = ctx.auth.keys.unseal(Buffer.from(sealed, "base64url"), contextOf(ctx, use, secret));
  if (scope === null) return null;
  const current = await callerOf(ctx, secret).session.current();
  const appId = current?.session.audience ?? null;
  // An app that was taken out of the environment keeps its sessions, and learns nothing more of anybody.
  if (!current || appId === null || !ctx.apps.some(({ id }) => id === appId)) return null;
  return { ...current, secret, scope, appId };
}

/** Calls the procedures with the session that has this secret. */
export function callerOf(ctx: ApiContext, secret: string) {
  return createCaller({ ...ctx, sessionSecret: secret, transport: "token" });
}

function contextOf({ publicUrl }: Pick<ApiContext, "publicUrl">, use: Use, secret: string): string {
  return JSON.stringify([`watchword/oidc-${use}`, publicUrl, secret]);
}
