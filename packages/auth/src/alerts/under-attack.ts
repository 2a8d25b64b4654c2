import { runPlanned } from "@watchword/db/planned";
import { type RawBuilder, sql } from "kysely";
import { GUESSES, REQUESTS } from "../audit/events.ts";
import type { AuthContext } from "../context.ts";
import { mailBudgetHalfSpent } from "../rate-limit/mail-budget.ts";
import { lengthBudgets } from "../policy/guess-bound.ts";
import { lengthSpent } from "../guess-budget/length-spent.ts";

/*
 * Whether the deployment is being attacked, read from what is recorded anyway. Any of these shows it:
 * - half of a code length's budget is spent, or of the deployment's mails;
 * - in five minutes sixty guesses were refused, and more than half as many as were right;
 * - in five minutes a hundred mails were requested, and less than a quarter as many codes, links and
 *   passwords were right.
 * The last two are relative, because a large deployment always has people who mistype. Once true, it stays true for ten
 * minutes, in a row that all processes share, so that it doesn't flap.
 */
const WINDOW = sql`interval '5 minutes'`;
const MIN_REFUSED = 60;
const MIN_REQUESTED = 100;
const HOLDS = sql`interval '10 minutes'`;
/** While it will hold for at least this long, the record isn't read again. */
const HOLDS_WITHOUT_LOOKING = sql`interval '5 minutes'`;
/** Counting further changes nothing: the budgets are half spent long before. */
const COUNTED = 5_000;

/** Nobody's key: those of clients and mailboxes are 32 bytes long. */
const BUCKET = Buffer.from("under-attack");
const WRONG = ["INVALID_TOKEN", "INVALID_CREDENTIALS", "TOO_MANY_ATTEMPTS"];

/** Whether the deployment is being attacked, as above. Captchas are asked for then. */
export async function isUnderAttack(ctx: AuthContext): Promise<boolean> {
  const { rows } = await sql<{ attacked: boolean; settled: boolean }>`
    SELECT attacked OR ${isHalfSpent(ctx)} OR ${mailBudgetHalfSpent(ctx)} AS attacked, settled FROM (
      SELECT coalesce(bool_or(full_at > now()), false) AS attacked,
        coalesce(bool_or(full_at > now() + ${HOLDS_WITHOUT_LOOKING}), false) AS settled
      FROM buckets WHERE bucket = ${BUCKET}::bytea
    ) AS held`.execute(ctx.db);
  const { attacked = false, settled = false } = rows[0] ?? {};
  return settled || (await look(ctx)) || attacked;
}

/** Reads the record, and notes the result for all processes. */
async function look(ctx: AuthContext): Promise<boolean> {
  const raising = sql`
    INSERT INTO buckets (bucket, full_at) SELECT ${BUCKET}::bytea, now() + ${HOLDS}
    WHERE CASE WHEN ${manyRefused} THEN true ELSE ${manyRequested} END
    ON CONFLICT (bucket) DO UPDATE SET full_at = excluded.full_at RETURNING bucket`;
  return (await runPlanned(ctx.db, raising)).rows.length > 0;
}

function isHalfSpent(ctx: AuthContext): RawBuilder<unknown> {
  const lengths = lengthBudgets(ctx.policy).filter(({ guesses }) => guesses > 1);
  const spent = lengths.map(
    ({ digits, guesses }) => sql`${lengthSpent(sql.lit(digits))} >= ${Math.floor(guesses / 2)}`,
  );
  return sql`(${sql.join(spent, sql` OR `)})`;
}

function countLately(condition: RawBuilder<unknown>, most = COUNTED): RawBuilder<unknown> {
  return sql`(SELECT count(*) FROM (
    SELECT FROM audit_events WHERE ${condition} AND at > now() - ${WINDOW} LIMIT ${most}
  ) AS lately)`;
}

const right = countLately(sql`event = ANY(${[...GUESSES]}::text[]) AND outcome = 'granted'`);
const wrong = countLately(sql`
  outcome = 'refused' AND reason = ANY(${WRONG}::text[]) AND event = ANY(${[...GUESSES]}::text[])`);
const requested = countLately(
  sql`event = ANY(${[...REQUESTS]}::text[]) AND outcome = 'granted'`,
  4 * COUNTED + 1,
);

const manyRefused = sql`(
  SELECT CASE WHEN n < ${MIN_REFUSED} THEN false ELSE n * 2 > ${right} END FROM (SELECT ${wrong} AS n) AS wrong
)`;
const manyRequested = sql`(
  SELECT CASE WHEN n < ${MIN_REQUESTED} THEN false ELSE n > ${right} * 4 END
  FROM (SELECT ${requested} AS n) AS requested
)`;
