import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { addressesOf } from "../guess-budget/device-cookie.ts";
import { createSecret, hashSecret } from "../keys/keys.ts";
import { NOTICES_AN_HOUR, sealNotice } from "../notice/notice.ts";

export interface SessionStart {
  client: Client;
  /** The secret that the caller came with: the session is renewed under a new one, or ended if it is another account's. */
  previousSecret: string | null;
  /** The app that the session is for: it may only be read and ended then. */
  audience?: string | null;
}

/** The secret of a session that is to start, and what `session/start.sql` takes of it. */
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
      audience,
      ...sessionSpan(ctx),
    },
  };
}

/** How long sessions last, as SQL parameters. */
export function sessionSpan({ policy }: AuthContext) {
  return { ttl: policy.session.ttlSeconds, absolute_ttl: policy.session.absoluteTtlSeconds };
}

/** What tells whether an account wants a notice of a sign-in: at which addresses the device is known. */
export function unsealedNotice(ctx: AuthContext, client: Client) {
  return {
    device_addresses: addressesOf(ctx, client.deviceCookie),
    notice_id: null,
    notice: null,
    most_an_hour: NOTICES_AN_HOUR,
  };
}

/** The same with the notice. */
export function signInNotice(ctx: AuthContext, client: Client) {
  const { id, sealed } = sealNotice(ctx, { client });
  return { ...unsealedNotice(ctx, client), notice_id: id, notice: sealed };
}
