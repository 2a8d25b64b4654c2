import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import type { Policy } from "../policy/policy.ts";

/*
 * How many requested mails the deployment sends, over all addresses and clients, in a bucket that mailers take
 * from as they claim them. Past half of it the captcha is asked for and the operator told. Where it is empty
 * requested mails wait for it. Notices aren't counted.
 *
 * Mails for known devices have an additional share, in a bucket of its own, so strangers who use up the budget don't
 * delay them. Strangers can make devices known too, so beyond that share such mails count like all others. So a
 * deployment sends a quarter more than its budget at most.
 */

type Budgeted = Pick<Policy, "mailBudget">;

/** Names nobody: keys of clients and mailboxes are 32 bytes long. */
const BUCKET = Buffer.from("mail-budget");
const KNOWN_BUCKET = Buffer.from("mail-budget-known");

/** What mails of known devices have besides, of the budget. */
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

/** The budget as `claim_mails` takes it; nulls for none. */
export function mailBudgetToTake({ mailBudget }: Budgeted) {
  return {
    budget_bucket: BUCKET,
    budget: mailBudget?.count ?? null,
    known_bucket: KNOWN_BUCKET,
    known_budget: mailBudget && Math.ceil(mailBudget.count * KNOWN_SHARE),
    budget_seconds: mailBudget?.windowSeconds ?? null,
  };
}
