import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import type { Policy } from "../policy.ts";

/*
 * How many requested mails the deployment sends, over all addresses and clients, in a bucket that mailers take
 * from as they claim them. Past half of it the captcha is asked for and the operator told. Where it is empty
 * requested mails wait for it, but for those of known devices. Notices aren't counted.
 */

type Budgeted = Pick<Policy, "mailBudget">;

/** Names nobody: keys of clients and mailboxes are 32 bytes long. */
const BUCKET = Buffer.from("mail-budget");

/** The part of the budget that is spent, in SQL: from 0, to 1 and, by mails of known devices, beyond; null without one. */
export function mailBudgetSpent({ mailBudget }: Budgeted): RawBuilder<unknown> {
  if (mailBudget === null) return sql`NULL::float8`;
  return sql`coalesce((
    SELECT greatest(0, extract(epoch FROM full_at - now()))::float8 / ${mailBudget.windowSeconds}
    FROM buckets WHERE bucket = ${BUCKET}::bytea
  ), 0)`;
}

/** Whether half of the budget is spent, in SQL; never without one. */
export function mailBudgetHalfSpent({ policy }: AuthContext): RawBuilder<unknown> {
  return sql`coalesce(${mailBudgetSpent(policy)} >= 0.5, false)`;
}

/** How many requested mails may leave now, in SQL; null for no limit. */
export function mailBudgetRoom(policy: Budgeted): RawBuilder<unknown> {
  if (policy.mailBudget === null) return sql`NULL::integer`;
  const { count } = policy.mailBudget;
  return sql`greatest(0, floor((1 - ${mailBudgetSpent(policy)}) * ${count}::integer))::integer`;
}

/** A statement that takes from the budget as many mails as `mails`, a query of one number, says. */
export function takeFromMailBudget(
  { mailBudget }: Budgeted,
  mails: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (mailBudget === null) return sql`SELECT`;
  const { count, windowSeconds } = mailBudget;
  return sql`
    INSERT INTO buckets (bucket, full_at)
    SELECT ${BUCKET}::bytea, now() + n * make_interval(secs => ${windowSeconds / count}) FROM (${mails}) AS taken (n)
    WHERE n > 0
    ON CONFLICT (bucket) DO UPDATE
      SET full_at = greatest(buckets.full_at, now()) + (excluded.full_at - now())`;
}
