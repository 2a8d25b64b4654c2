import { NOTICE_KINDS } from "@watchword/db/mail-queue";
import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { lengthBudgets } from "../policy/guess-bound.ts";
import { lengthSpent } from "../guess-budget/length-spent.ts";
import { mailBudgetSpent } from "../rate-limit/mail-budget.ts";

/*
 * A row for each alert: its key and type, whether to raise it, whether to keep it raised (from a lower mark, so that a
 * figure near the mark doesn't raise an alert each minute), and figures.
 */

/**
 * Half: codes get a digit longer and captchas begin. Spent is less than the whole, because `hold_slots` tries 64 slots
 * and rarely finds one of the last few free ones.
 */
const BUDGET_MARKS = sql`(VALUES
  ('guess_budget.half', 0.5, 0.4), ('guess_budget.spent', 0.98, 0.9)
)`;

function budgets({ policy }: AuthContext): RawBuilder<unknown> {
  const lengths = lengthBudgets(policy).filter(({ guesses }) => guesses > 1);
  const rows = lengths.map(({ digits, guesses }) => sql`(${digits}::integer, ${guesses}::integer)`);
  return sql`
    SELECT mark.type || ':' || digits AS key, mark.type,
      failed >= floor(guesses * raised_from) AS raises, failed >= floor(guesses * stands_from) AS stands,
      jsonb_build_object('digits', digits, 'failedGuesses', failed, 'budget', guesses, 'hours', 24) AS data
    FROM (VALUES ${sql.join(rows)}) AS length (digits, guesses)
      CROSS JOIN LATERAL (SELECT ${lengthSpent(sql`digits`)} AS failed) AS spent
      CROSS JOIN ${BUDGET_MARKS} AS mark (type, raised_from, stands_from)`;
}

/** Half: captchas are required. Spent: requested mails wait, except for the share of known devices. */
const MAIL_BUDGET_MARKS = sql`(VALUES
  ('mail_budget.half', 0.5, 0.4), ('mail_budget.spent', 0.98, 0.9)
)`;

function mailBudget({ policy }: AuthContext): RawBuilder<unknown> {
  const { count, windowSeconds } = policy.mailBudget ?? { count: 0, windowSeconds: 0 };
  return sql`
    SELECT mark.type AS key, mark.type, coalesce(spent >= raised_from, false) AS raises,
      coalesce(spent >= stands_from, false) AS stands,
      jsonb_build_object('mails', round(spent * ${count}::integer), 'budget', ${count}::integer,
        'minutes', round(${windowSeconds}::integer / 60.0)) AS data
    FROM (SELECT ${mailBudgetSpent(policy)} AS spent) AS budget
      CROSS JOIN ${MAIL_BUDGET_MARKS} AS mark (type, raised_from, stands_from)`;
}

/**
 * Mails that left in the last hour and bounced. Resend asks for fewer than 4 %; Amazon SES reviews an account from 5 %
 * on. At least five, because single ones are typing errors.
 */
const bounces = sql`
  SELECT 'mail.bounces_rising' AS key, 'mail.bounces_rising' AS type,
    bounced >= 5 AND bounced >= left_us * 0.04 AS raises,
    bounced >= 3 AND bounced >= left_us * 0.02 AS stands,
    jsonb_build_object('bounced', bounced, 'mails', left_us, 'minutes', 60) AS data
  FROM (
    SELECT count(*) AS left_us, count(*) FILTER (WHERE state = 'bounced') AS bounced FROM mails
    WHERE settled_at > now() - interval '1 hour'
      AND state IN ('sent', 'delayed', 'delivered', 'bounced', 'complained')
  ) AS hour`;

/** Mails of the last hour that no provider takes or that can't be rendered: they aren't tried again. */
const failures = sql`
  SELECT 'mail.failures_rising' AS key, 'mail.failures_rising' AS type,
    failed >= 5 AND failed >= mails * 0.1 AS raises,
    failed >= 3 AND failed >= mails * 0.05 AS stands,
    jsonb_build_object('failed', failed, 'mails', mails, 'minutes', 60) AS data
  FROM (
    SELECT count(*) AS mails, count(*) FILTER (WHERE state = 'failed') AS failed FROM mails
    WHERE settled_at > now() - interval '1 hour'
      AND state IN ('sent', 'delayed', 'delivered', 'bounced', 'complained', 'failed')
  ) AS hour`;

/**
 * How long the oldest mail has waited, because no worker or no provider takes it. People are waiting for a code;
 * notices may wait for an hour.
 */
const queue = sql`
  SELECT 'mail.queue_aging' AS key, 'mail.queue_aging' AS type,
    oldest >= 120 AS raises, oldest >= 30 AS stands,
    jsonb_build_object('oldestSeconds', round(oldest), 'waiting', waiting) AS data
  FROM (
    SELECT count(*) AS waiting, coalesce(max(extract(epoch FROM
      now() - created_at - CASE WHEN kind = ANY(${NOTICE_KINDS}) THEN interval '1 hour' ELSE interval '0' END
    )), 0) AS oldest
    FROM mails WHERE state IN ('queued', 'sending')
  ) AS unsettled`;

/**
 * How long ago the oldest session ended whose app hasn't been told yet: somebody may still be signed in there. A minute
 * or two may only be an app that restarts.
 */
const logouts = sql`
  SELECT 'logout.queue_aging' AS key, 'logout.queue_aging' AS type,
    oldest >= 300 AS raises, oldest >= 60 AS stands,
    jsonb_build_object('oldestSeconds', round(oldest), 'waiting', waiting, 'failing', failing, 'apps', apps) AS data
  FROM (
    SELECT count(*) AS waiting, count(*) FILTER (WHERE tries > 0) AS failing, count(DISTINCT app) AS apps,
      coalesce(extract(epoch FROM now() - min(created_at)), 0) AS oldest
    FROM logouts
  ) AS untold`;

/** Each process sees its own limit store, and notes one that fails each minute. */
const limitStore = sql`
  SELECT 'limit_store.failed' AS key, 'limit_store.failed' AS type, false AS raises,
    EXISTS (
      SELECT FROM alerts WHERE key = 'limit_store.failed' AND seen_at > now() - interval '150 seconds'
    ) AS stands, '{}'::jsonb AS data`;

export function allFigures(ctx: AuthContext): RawBuilder<unknown> {
  const figures = [budgets(ctx), mailBudget(ctx), bounces, failures, queue, logouts, limitStore];
  return sql.join(figures, sql` UNION ALL `);
}

export const limitStoreFails = sql`
  SELECT 'limit_store.failed' AS key, 'limit_store.failed' AS type,
    true AS raises, true AS stands, '{}'::jsonb AS data`;
