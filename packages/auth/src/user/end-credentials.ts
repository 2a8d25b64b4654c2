import { sql } from "kysely";

/**
 * Assignments to `users` by which a credential change ends every other session of the account and
 * voids every token of it and of its address. The moment is that of the writing, not of the
 * statement's beginning: what was asked for while this waited for the account is void too.
 */
export const endCredentials = sql`
  session_epoch = users.session_epoch + 1, tokens_void_until = clock_timestamp()`;

/**
 * CTE over `redeemed` and `known`, the account as it was, which has just left its address: ends the tokens
 * that were mailed there. One that is being redeemed at this moment is skipped: its redemption waits for the
 * account, so waiting for it would be a deadlock, and finds no account at the address afterwards.
 */
export const endTokensOfLeft = sql`left_behind AS (
  UPDATE tokens SET consumed_at = now(), sealed = NULL WHERE id IN (
    SELECT mailed.id FROM tokens AS mailed, redeemed, known
    WHERE mailed.collection = known.collection AND mailed.email = known.email
      AND known.email <> redeemed.email AND mailed.user_id IS NULL AND mailed.consumed_at IS NULL
    FOR UPDATE OF mailed SKIP LOCKED
  )
)`;
