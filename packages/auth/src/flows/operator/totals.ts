import { runPlanned } from "@watchword/db/planned";
import { type RawBuilder, sql } from "kysely";
import { MAILED_SIGN_INS } from "../../audit/events.ts";
import type { AuthContext } from "../../context.ts";

/*
 * Events counted in spans of ten minutes, so that a week's overview doesn't read millions of rows. A span is counted
 * once, a minute after its end: no statement takes that long, so all of its events are there. Events until
 * `counted_until` are counted; later ones are read from the record itself, however far behind the worker is.
 */

const SPAN = sql`interval '10 minutes'`;
/** The longest overview, and a day. */
const KEPT = sql`interval '8 days'`;
/** Each step of the ages of tokens that signed in is a tenth larger than the one before. */
const STEP = 1.1;

/** How far the counting has come, or where it would begin; on the spans' grid. */
export const countedUntil = sql`coalesce(
  (SELECT max(at) + ${SPAN} FROM event_totals),
  date_bin(${SPAN}, now() - ${KEPT}, 'epoch')
)`;

const ageStep = sql`CASE
  WHEN outcome = 'granted' AND event = ANY(${MAILED_SIGN_INS}::text[]) AND token_age_ms IS NOT NULL
  THEN round(ln(greatest(token_age_ms, 1)) / ln(${STEP}::float8))::smallint
  ELSE -1 END`;

/** The age in milliseconds that a step stands for. */
export function ageOfStep(step: number): number {
  return Math.round(STEP ** step);
}

/** Counts the spans that have ended, and drops those that no overview shows any more. */
export async function keepTotals(ctx: AuthContext): Promise<void> {
  for (let next = await nextSpans(ctx); next; next = await nextSpans(ctx)) await count(ctx, next);
  await sql`DELETE FROM event_totals WHERE at < now() - ${KEPT}`.execute(ctx.db);
}

/**
 * The events since `since` as rows of `at`, `event`, `outcome`, `reason`, `age_step` and `n`: counted ones until
 * `until`, and then each of its own. Run it with `runPlanned`: only from the actual times does Postgres see how little
 * of the record it reads.
 */
export function countedSince(since: Date, until: Date): RawBuilder<unknown> {
  return sql`
    SELECT at, event, outcome, reason, age_step, n FROM event_totals
    WHERE at >= ${since} AND at < ${until}
    UNION ALL
    SELECT at, event, outcome, coalesce(reason, ''), ${ageStep}, 1 FROM audit_events
    WHERE at >= ${until > since ? until : since}`;
}

interface Spans {
  begins: Date;
  ends: Date;
}

/** The next spans to count: at most six hours, from the first uncounted event; null if none has ended. */
async function nextSpans(ctx: AuthContext): Promise<Spans | null> {
  const { rows } = await sql<{ until: Date }>`SELECT ${countedUntil} AS until`.execute(ctx.db);
  const until = rows[0]?.until;
  const { rows: spans } = await sql<Spans>`
    SELECT begins, least(
      begins + interval '6 hours', date_bin(${SPAN}, now() - interval '1 minute', begins)
    ) AS ends
    FROM (SELECT date_bin(${SPAN}, at, ${until}) AS begins
      FROM audit_events WHERE at >= ${until} ORDER BY at LIMIT 1) AS first`.execute(ctx.db);
  const [next] = spans;
  return next && next.begins < next.ends ? next : null;
}

/** If two workers do this at the same time, only one counts. */
async function count(ctx: AuthContext, { begins, ends }: Spans): Promise<void> {
  const counting = sql`
    INSERT INTO event_totals (at, event, outcome, reason, age_step, n)
    SELECT date_bin(${SPAN}, at, ${begins}), event, outcome, coalesce(reason, ''), ${ageStep}, count(*)
    FROM audit_events WHERE at >= ${begins} AND at < ${ends}
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT DO NOTHING`;
  await runPlanned(ctx.db, counting);
}
