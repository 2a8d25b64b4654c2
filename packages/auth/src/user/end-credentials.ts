import { sql } from "kysely";

/**
 * Assignments to `users` by which a credential change ends every other session of the account and
 * voids every token of it and of its address, those not yet visible too.
 */
export const endCredentials = sql`
  session_epoch = users.session_epoch + 1, tokens_void_until = now()`;
