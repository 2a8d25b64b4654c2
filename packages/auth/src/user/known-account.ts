import { sql } from "kysely";
import type { Policy } from "../policy.ts";

const known = sql`
  SELECT users.* FROM users WHERE users.id = (
    SELECT coalesce(token.user_id, (
      SELECT holder.id FROM users AS holder
      WHERE holder.collection = token.collection AND holder.email = token.email
    )) FROM token LIMIT 1
  )`;

/** CTE `known`: the account that `token` belongs to, or that has its address. */
export const knownAccount = sql`known AS MATERIALIZED (${known})`;

/** The same, locked: for statements that act on what they judged. */
export const lockedKnownAccount = sql`known AS MATERIALIZED (${known} FOR NO KEY UPDATE)`;

/*
 * Conditions for statements that read `token` LEFT JOIN `known`: tokens that are judged at once belong to
 * one account, so there is one row of it or none.
 */

/** Whether a change of its account's credentials voided `token`. */
export const isVoid = sql`coalesce(known.tokens_void_until >= token.created_at, false)`;

/** Whether `known` is an account that may be used. */
export const knownIsEnabled = sql`(known.id IS NOT NULL AND known.disabled_at IS NULL)`;

/** Whether somebody has the address of `token`. */
export const addressHasAccount = sql`EXISTS (
  SELECT FROM users AS holder
  WHERE holder.collection = token.collection AND holder.email = token.email
)`;

/** Whether nobody has the address of `token`, nor a right to have it back. */
export const addressIsFree = sql`(
  NOT ${addressHasAccount} AND NOT EXISTS (
    SELECT FROM reserved_addresses AS reserved
    WHERE reserved.collection = token.collection AND reserved.email = token.email
      AND reserved.reserved_until > now() AND reserved.user_id IS DISTINCT FROM token.user_id
  )
)`;

/** The collections that take sign-ups. */
export function openCollections(policy: Policy): string[] {
  return Object.entries(policy.collections)
    .filter(([, { signUp }]) => signUp)
    .map(([name]) => name);
}

/** Whether the collection of `token` takes sign-ups. */
export function isOpen(policy: Policy) {
  return sql`token.collection = ANY(${openCollections(policy)}::text[])`;
}

/** Whether an account may be made for the address of `token`: it is free and its collection is open. */
export function maySignUp(policy: Policy) {
  return sql`(${isOpen(policy)} AND ${addressIsFree})`;
}

/** Whether the address of `token` may have a session: of its account, or of one that may be made. */
export function mayHaveSession(policy: Policy) {
  return sql`CASE WHEN known.id IS NOT NULL THEN known.disabled_at IS NULL ELSE ${maySignUp(policy)} END`;
}
