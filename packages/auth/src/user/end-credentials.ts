import { sql } from "kysely";

/**
 * Assignments to `users` by which a credential change ends every other session of the account and
 * voids every token of it and of its address. The moment is that of the writing, not of the
 * statement's beginning: what was asked for while this waited for the account is void too.
 */
export const endCredentials = sql`
  session_epoch = users.session_epoch + 1, tokens_void_until = clock_timestamp()`;
