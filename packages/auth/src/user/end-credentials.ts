import { sql } from "kysely";

/**
 * Assignments to `users` by which a credential change ends every other session of the account and
 * voids every token of it and of its address. The moment is that of the writing, not of the
 * statement's beginning: what was asked for while this waited for the account is void too.
 */
export const endCredentials = sql`
  session_epoch = users.session_epoch + 1, tokens_void_until = clock_timestamp()`;

/**
 * CTE over `redeemed` and `known`, the account as it was, that has just left its address: what was mailed
 * there to whoever has it is nobody's now.
 */
export const endTokensOfLeft = sql`left_behind AS (
  UPDATE tokens SET consumed_at = now(), sealed = NULL FROM redeemed, known
  WHERE tokens.collection = known.collection AND tokens.email = known.email AND known.email <> redeemed.email
    AND tokens.user_id IS NULL AND tokens.consumed_at IS NULL
)`;
