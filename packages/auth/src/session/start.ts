import { queueNotice } from "@watchword/db/mail-queue";
import { type RawBuilder, sql } from "kysely";
import { type Client, describeDevice } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { createSecret, hashSecret } from "../keys.ts";
import { prepareNotice } from "../notice/notice.ts";
import { slidingExpiry } from "./find.ts";

export interface SessionStart {
  client: Client;
  /** The secret that the caller came with: the session is renewed under a new one, or ended if it is another account's. */
  previousSecret: string | null;
}

/** A session that server code starts, on nobody's device. */
export const BY_SERVER = { client: null, previousSecret: null };

export interface PreparedSession {
  secret: string;
  /** CTEs over `account`, ending in `session`. */
  ctes: RawBuilder<unknown>;
}

/**
 * A new secret, and the CTEs that make it the secret of a session of `account`, just authenticated.
 * Where the account had signed in before, but never from such a device, it is told.
 */
export function prepareSession(
  ctx: AuthContext,
  start: SessionStart | typeof BY_SERVER,
): PreparedSession {
  const { client, previousSecret } = start;
  const { userAgent = null, ip = null, place = null } = client ?? {};
  const secret = createSecret();
  const previous = previousSecret === null ? null : hashSecret(previousSecret);
  const absolute = sql`now() + make_interval(secs => ${ctx.policy.session.absoluteTtlSeconds})`;
  const expires = slidingExpiry(ctx.policy, absolute);
  const starts = sql`
      INSERT INTO sessions
        (secret_hash, user_id, epoch, user_agent, ip, place, expires_at, absolute_expires_at)
      SELECT ${hashSecret(secret)}, account.id, account.session_epoch,
        ${userAgent}, ${ip}, ${place}, ${expires}, ${absolute}
      FROM account`;
  // A caller who comes without a session has none to be looked for.
  const session =
    previous === null
      ? sql`session AS (${starts} RETURNING sessions.*)`
      : sql`
    renewed AS (
      UPDATE sessions SET
        secret_hash = ${hashSecret(secret)}, epoch = account.session_epoch,
        user_agent = ${userAgent}, ip = ${ip}, place = ${place},
        authenticated_at = now(), last_seen_at = now(),
        expires_at = ${expires}, absolute_expires_at = ${absolute}
      FROM account
      WHERE sessions.secret_hash = ${previous} AND sessions.user_id = account.id
        AND sessions.audience IS NULL
      RETURNING sessions.*
    ), ${endReplaced(previous)}, started AS (
      ${starts} WHERE NOT EXISTS (SELECT FROM renewed) RETURNING sessions.*
    ), session AS (SELECT * FROM renewed UNION ALL SELECT * FROM started)`;
  return { secret, ctes: client === null ? session : sql`${noteDevice(ctx, client)}, ${session}` };
}

/**
 * The same for a session that is handed over by `redeemed`: of a secret of its own, ended with its
 * parent and no later, and on a device that the owner just chose.
 */
export function prepareChildSession(
  ctx: AuthContext,
  { client, previousSecret }: SessionStart,
): PreparedSession {
  const secret = createSecret();
  const { userAgent, ip, place } = client;
  const previous = previousSecret === null ? null : hashSecret(previousSecret);
  const ctes = sql`${previous === null ? sql`` : sql`${endReplaced(previous)},`} session AS (
    INSERT INTO sessions (
      secret_hash, user_id, epoch, parent_id, audience, user_agent, ip, place,
      authenticated_at, expires_at, absolute_expires_at
    )
    SELECT ${hashSecret(secret)}, account.id, account.session_epoch, parent.id, redeemed.audience,
      ${userAgent}, ${ip}, ${place}, parent.authenticated_at,
      ${slidingExpiry(ctx.policy, sql`parent.absolute_expires_at`)}, parent.absolute_expires_at
    FROM account, redeemed JOIN sessions AS parent ON parent.id = redeemed.session_id
    RETURNING sessions.*
  )`;
  return { secret, ctes };
}

/** CTE over `account` that ends the caller's session of another one, which the new one replaces. */
function endReplaced(previous: Buffer): RawBuilder<unknown> {
  return sql`replaced AS (
    DELETE FROM sessions USING account
    WHERE sessions.secret_hash = ${previous} AND sessions.user_id <> account.id
  )`;
}

/** CTE over `account` that remembers the device and, where it is a new one beside others, tells. */
function noteDevice(ctx: AuthContext, client: Client): RawBuilder<unknown> {
  const { browser, os } = describeDevice(client.userAgent);
  const name = [browser, os].filter(Boolean).join(" on ") || "unknown";
  const notice = prepareNotice(ctx, { kind: "new-sign-in", client });
  return sql`
    device AS (
      INSERT INTO known_devices (user_id, name) SELECT account.id, ${name} FROM account
      ON CONFLICT DO NOTHING RETURNING CASE
        WHEN EXISTS (SELECT FROM known_devices AS other WHERE other.user_id = known_devices.user_id)
        THEN ${queueNotice(notice, sql`known_devices.user_id`)}
      END
    )`;
}
