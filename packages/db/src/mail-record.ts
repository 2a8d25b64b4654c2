import { type RawBuilder, sql } from "kysely";

/** An address of `column` that its owner recognizes and nobody else learns: `a•••@example.com`. */
export function maskedEmail(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(left(${column}, 1) || '•••@' || split_part(${column}, '@', 2))`;
}

/**
 * A statement that writes down what became of mails, to run as a CTE of the one that moves them:
 * `moved` has their `token_id`, `user_id`, `state` and `reason`. Found by the address of their token,
 * or by account. Tokens of the same statement aren't in their table yet, so they are given.
 */
export function recordMails(
  moved: RawBuilder<unknown>,
  tokens: RawBuilder<unknown> = sql`tokens`,
): RawBuilder<unknown> {
  return sql`
    INSERT INTO audit_events (event, outcome, reason, user_id, token_id, address_key, address)
    SELECT 'mail.' || moved.state, CASE
        WHEN moved.state IN ('queued', 'sent', 'delivered') THEN 'granted'
        WHEN moved.state IN ('capped', 'skipped') THEN 'refused'
        ELSE 'failed'
      END,
      moved.reason, coalesce(moved.user_id, token.user_id), moved.token_id, token.address_key, ${maskedEmail(sql`token.email`)}
    FROM ${moved} AS moved LEFT JOIN ${tokens} AS token ON token.id = moved.token_id`;
}
