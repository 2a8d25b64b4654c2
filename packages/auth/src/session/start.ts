import type { Client } from "../client.ts";
import { audienceOf, type AppIdentity } from "../apps/app-identity.ts";
import { policyOf } from "../policy/collection-policy.ts";
import type { AuthContext } from "../context.ts";
import { createSecret, hashSecret } from "../keys/keys.ts";
import type { Policy } from "../policy/policy.ts";

/** Who signs in: their client, and the session that they came with. */
export interface SessionStart {
  client: Client;
  /**
   * The secret that the caller came with: its session is renewed under a new one, or ended if it belongs to another
   * account.
   */
  previousSecret: string | null;
  /** The app that the session is for, if any: such a session may only be read and ended. */
  audience?: AppIdentity | null;
  /** Whose accounts may get the session, by collection; null, the default, for any. */
  collections?: string[] | null;
}

/** The secret of a session that is about to start, and the parameters of `session/start.sql`. */
export function newSession(
  ctx: AuthContext,
  { client, previousSecret, audience = null }: SessionStart,
) {
  const secret = createSecret();
  return {
    secret,
    takes: {
      secret_hash: hashSecret(secret),
      previous_hash: previousSecret === null ? null : hashSecret(previousSecret),
      user_agent: client.userAgent,
      ip: client.ip,
      place: client.place,
      ...audienceOf(audience),
      ...sessionSpan(ctx),
    },
  };
}

/**
 * How long sessions last in each collection, as SQL parameters, because only the statement learns whose account it is.
 */
export function sessionSpan(ctx: AuthContext) {
  return {
    ttl: sessionTtl(ctx),
    absolute_ttl: byCollection(ctx, ({ absoluteTtlSeconds }) => absoluteTtlSeconds),
  };
}

/** How long an unused session lasts. */
export function sessionTtl(ctx: AuthContext): Record<string, number> {
  return byCollection(ctx, ({ ttlSeconds }) => ttlSeconds);
}

/** Seconds by collection, as `span_of` reads them; under "", those of collections without an entry. */
function byCollection(
  { policy }: AuthContext,
  secondsOf: (session: Policy["session"]) => number,
): Record<string, number> {
  const own = Object.keys(policy.collections).filter((name) => policy.collections[name]?.session);
  const seconds = own.map((name) => [name, secondsOf(policyOf(policy, name).session)] as const);
  return { "": secondsOf(policy.session), ...Object.fromEntries(seconds) };
}
