import { queueNotice } from "@watchword/db/mail-queue";
import { type RawBuilder, sql } from "kysely";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { addressesOf } from "../guess-budget/device-cookie.ts";
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
 * Where the account had signed in before, but not on this device, and no session of its own is renewed, it is
 * told. `address` is the hash of its address, as `addressBudget` names it.
 */
export function prepareSession(
  ctx: AuthContext,
  start: SessionStart | typeof BY_SERVER,
  address: RawBuilder<unknown> = sql`NULL::bytea`,
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
      FROM account ${client === null ? sql`` : sql`LEFT JOIN told_of_device ON true`}`;
  const isRenewed = previous === null ? sql`false` : sql`EXISTS (SELECT FROM renewed)`;
  const tells = client === null ? sql`` : sql`${tellOfDevice(ctx, client, address, isRenewed)},`;
  // A caller who comes without a session has none to be looked for.
  const session =
    previous === null
      ? sql`${tells} session AS (${starts} RETURNING sessions.*)`
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
    ), ${endReplaced(previous)}, ${tells} started AS (
      ${starts} WHERE NOT EXISTS (SELECT FROM renewed) RETURNING sessions.*
    ), session AS (SELECT * FROM renewed UNION ALL SELECT * FROM started)`;
  return { secret, ctes: session };
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

/**
 * CTEs over `account` that note its first sign-in and tell of each later one on a device which doesn't present
 * the device cookie of the account's address. They end in `told`, which the statement must read.
 */
function tellOfDevice(
  ctx: AuthContext,
  client: Client,
  address: RawBuilder<unknown>,
  unless: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const notice = prepareNotice(ctx, { kind: "new-sign-in", client });
  const known = addressesOf(ctx, client.deviceCookie);
  return sql`
    first_sign_in AS (
      INSERT INTO notices_told (user_id, kind) SELECT account.id, ${notice.kind} FROM account
      ON CONFLICT DO NOTHING RETURNING user_id
    ), told_of_device AS MATERIALIZED (
      SELECT ${queueNotice(notice, sql`account.id`)} FROM account
      WHERE NOT coalesce(${address} = ANY(${known}::bytea[]), false)
        AND NOT EXISTS (SELECT FROM first_sign_in) AND NOT ${unless}
    )`;
}
