/*
 * What became of one use of a token. `verdict`: INVALID_TOKEN (unknown, used or void), EXPIRED_TOKEN,
 * TOO_MANY_ATTEMPTS, WRONG or RIGHT. `budgets` and `slots`: where a wrong guess at a code is recorded.
 */
CREATE TYPE judgement AS (
  verdict text, token tokens, account users, budgets bytea[], slots integer[]
);
