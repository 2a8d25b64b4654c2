import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isUuid } from "../uuid.ts";

/** A mail that no provider took, or that couldn't be written. Times are ISO 8601. */
export interface FailedMail {
  id: string;
  kind: string;
  /** Null for a notice to an account that is gone. */
  to: string | null;
  /** In a provider's codes, or ours. */
  reason: string | null;
  tries: number;
  createdAt: string;
  failedAt: string;
  /** Whether it has something to say still, and hasn't been sent again. */
  resendable: boolean;
}

interface Row {
  id: string;
  kind: string;
  to: string | null;
  reason: string | null;
  tries: number;
  created_at: Date;
  settled_at: Date;
  resendable: boolean;
}

/** Over `mails` and, joined, `tokens`. What a notice says is kept for a day. */
export const isResendable = sql`(
  mails.state = 'failed' AND mails.resent_as IS NULL AND CASE
    WHEN mails.token_id IS NULL THEN mails.sealed IS NOT NULL AND mails.created_at > now() - interval '1 day'
    ELSE tokens.consumed_at IS NULL AND tokens.over_at > now()
  END
)`;

/** Over `mails`: whether it is one of this collection, or of any where null. */
function isOf(collection: string | null) {
  return collection === null
    ? sql`true`
    : sql`coalesce(
        (SELECT token.collection FROM tokens AS token WHERE token.id = mails.token_id),
        (SELECT users.collection FROM users WHERE users.id = mails.user_id)
      ) = ${collection}`;
}

/** Mails that failed, the newest first; of one collection where it is given. */
export async function listFailedMails(
  ctx: AuthContext,
  { limit = 100, collection = null }: { limit?: number; collection?: string | null } = {},
): Promise<FailedMail[]> {
  const { rows } = await sql<Row>`
    SELECT mails.id, mails.kind, coalesce(tokens.email, users.email) AS to, mails.reason, mails.tries,
      mails.created_at, mails.settled_at, ${isResendable} AS resendable
    FROM mails
      LEFT JOIN tokens ON tokens.id = mails.token_id
      LEFT JOIN users ON users.id = coalesce(mails.user_id, tokens.user_id)
    WHERE mails.state = 'failed' AND ${isOf(collection)}
    ORDER BY mails.settled_at DESC LIMIT ${limit}`.execute(ctx.db);
  return rows.map(({ created_at, settled_at, ...rest }) => ({
    ...rest,
    createdAt: created_at.toISOString(),
    failedAt: settled_at.toISOString(),
  }));
}

/** Under which id it goes, and whose it is. */
export type ResendResult =
  | { ok: true; mailId: string; tokenId: string | null; userId: string | null }
  | Refusal<"INVALID_TOKEN">;

/**
 * Queues a failed mail anew, under an id of its own, to be written again: once. `INVALID_TOKEN` where
 * there is no such mail, of this collection where it is given, it was sent again before, or it has nothing to say any
 * more.
 */
export async function resendMail(
  ctx: AuthContext,
  mailId: string,
  collection: string | null = null,
): Promise<ResendResult> {
  if (!isUuid(mailId)) return refuse("INVALID_TOKEN");
  const failed = await ctx.db
    .selectFrom("mails")
    .select(["kind", "sealed"])
    .where("id", "=", mailId)
    .executeTakeFirst();
  if (!failed) return refuse("INVALID_TOKEN");
  const id = randomUUID();
  const said = failed.sealed && ctx.keys.unseal(failed.sealed, mailId);
  if (failed.sealed && said === null) return refuse("INVALID_TOKEN");
  const { rows } = await sql<{ token_id: string | null; user_id: string | null }>`
    WITH failed AS MATERIALIZED (
      SELECT mails.* FROM mails LEFT JOIN tokens ON tokens.id = mails.token_id
      WHERE mails.id = ${mailId} AND ${isResendable} AND ${isOf(collection)} FOR UPDATE OF mails
    ), again AS (
      INSERT INTO mails (id, kind, priority, network_key, domain_key, token_id, user_id, sealed, locale, repeats, if_known, taken_from)
      SELECT ${id}, kind, priority, network_key, domain_key, token_id, user_id, ${said && ctx.keys.seal(said, id)}, locale,
        repeats, if_known, taken_from
      FROM failed
      RETURNING id, token_id, user_id
    ), recorded AS (
      INSERT INTO audit_events (event, outcome, user_id, token_id, address_key, address)
      SELECT 'mail.queued', 'granted', coalesce(again.user_id, tokens.user_id), token_id, address_key,
        left(email, 1) || '•••@' || split_part(email, '@', 2)
      FROM again LEFT JOIN tokens ON tokens.id = token_id
    ), replaced AS (
      UPDATE mails SET resent_as = again.id, sealed = NULL FROM again WHERE mails.id = ${mailId}
    )
    SELECT token_id, user_id FROM again`.execute(ctx.db);
  const [row] = rows;
  if (!row) return refuse("INVALID_TOKEN");
  ctx.mailQueued();
  return { ok: true, mailId: id, tokenId: row.token_id, userId: row.user_id };
}
