import type { ApiContext } from "../context.ts";
import { openSessionToken } from "./session-token.ts";

/**
 * A session's own secret, which gets the whole statement, or the access token of an app, which gets what its scope
 * grants.
 */
export function presentedForStatement(ctx: ApiContext): { secret: string | null; scope: string } {
  const { sessionSecret: secret, transport } = ctx;
  const opened =
    secret !== null && transport === "token" ? openSessionToken(ctx, "access", secret) : null;
  return opened ?? { secret, scope: "openid email" };
}
