import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import type { Policy } from "../policy/policy.ts";

/*
 * How many requested mails the deployment sends, over all addresses and clients, in a bucket that mailers take from as
 * they claim them. Once half of it is spent, captchas are required and operators get an alert. While it is empty,
 * requested mails wait. Notices aren't counted.
 *
 * Mails for known devices have an additional share, in a bucket of its own, so strangers who use up the budget don't
 * delay them. Strangers can make devices known too, so beyond that share such mails count like all others. So a
 * deployment sends at most a quarter more than its budget.
 */

type Budgeted = Pick<Policy, "mailBudget">;

/** Nobody's key: those of clients and mailboxes are 32 bytes long. */
const BUCKET = Buffer.from("mail-budget");
const KNOWN_BUCKET = Buffer.from("mail-budget-known");

/** The additional share of mails for known devices, as a part of the budget. */
const KNOWN_SHARE = 1 / 4;

/** The part of the budget that is spent, in SQL, without the share of known devices: from 0 to 1; null without one. */
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

/** The budget as parameters of `claim_mails`; nulls if there is none. */
export function mailBudgetToTake({ mailBudget }: Budgeted) {
  return {
    budget_bucket: BUCKET,
    budget: mailBudget?.count ?? null,
    known_bucket: KNOWN_BUCKET,
    known_budget: mailBudget && Math.ceil(mailBudget.count * KNOWN_SHARE),
    budget_seconds: mailBudget?.windowSeconds ?? null,
  };
}
