import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { runPlanned } from "@watchword/db/planned";
import { sql } from "kysely";
import { REQUESTS, SIGN_INS, UNDELIVERED } from "../../audit/events.ts";
import type { AuthContext } from "../../context.ts";
import { listFailedMails } from "../../delivery/dead-letters.ts";
import { type LengthStanding, lengthStandings } from "../../guess-budget/standing.ts";
import { ageOfStep, countedSince, countedUntil } from "./totals.ts";

export const RANGES = ["hour", "day", "week"] as const;

export type Range = (typeof RANGES)[number];

/** About sixty points per range; each step is a whole number of the totals' spans, or is read from the record. */
const STEPS: Record<Range, { stepSeconds: number; points: number }> = {
  hour: { stepSeconds: 60, points: 60 },
  day: { stepSeconds: 1_800, points: 48 },
  week: { stepSeconds: 10_800, points: 56 },
};

export interface OverviewPoint {
  /** Its beginning, in ISO 8601. */
  at: string;
  /** Mails requested. */
  requested: number;
  sent: number;
  delivered: number;
  /** Mails that bounced, failed or expired. */
  undelivered: number;
  /** Sessions started. */
  signedIn: number;
  /** Calls refused. */
  refused: number;
  /** The median time from requesting the mail to signing in. */
  timeToSignInMs: number | null;
}

/** How the deployment is doing, up to now. Times are ISO 8601. */
export interface Overview {
  from: string;
  to: string;
  stepSeconds: number;
  points: OverviewPoint[];
  /** The most frequent first. */
  refusals: { reason: string; count: number }[];
  budgets: LengthStanding[];
  timeToSignIn: { p50Ms: number | null; p90Ms: number | null; p99Ms: number | null };
  /** `resendable` counts only those among the newest failed mails, which are listed. */
  queue: { waiting: number; ageSeconds: number; failed: number; resendable: number };
  suppressed: number;
}

interface CountRow {
  /** The number of its point. */
  point: number;
  event: string;
  outcome: string;
  reason: string;
  age_step: number;
  n: number;
}

interface NowRow {
  starts: Date;
  counted_until: Date;
  now: Date;
  waiting: number;
  failed: number;
  suppressed: number;
}

/** Charts and figures of the last hour, day or week; the last point is still being counted. */
export async function viewOverview(ctx: AuthContext, range: Range): Promise<Overview> {
  const { stepSeconds, points } = STEPS[range];
  const { starts, now, counted_until, ...standing } = await readNow(ctx, range);
  const { waiting, failed, suppressed } = standing;
  const listed = await listFailedMails(ctx);
  const resendable = listed.filter((mail) => mail.resendable).length;
  const counts = await readCounts(ctx, { starts, until: counted_until, stepSeconds });
  const refused = counts.filter(isRefusal);
  return {
    from: starts.toISOString(),
    to: now.toISOString(),
    stepSeconds,
    points: Array.from({ length: points }, (_, point) => ({
      at: new Date(starts.getTime() + point * stepSeconds * 1000).toISOString(),
      ...toPoint(counts.filter((row) => row.point === point)),
    })),
    refusals: [...Map.groupBy(refused, ({ reason }) => reason)]
      .map(([reason, rows]) => ({ reason, count: total(rows) }))
      .toSorted((a, b) => b.count - a.count),
    budgets: await lengthStandings(ctx),
    timeToSignIn: {
      p50Ms: quantile(counts, 0.5),
      p90Ms: quantile(counts, 0.9),
      p99Ms: quantile(counts, 0.99),
    },
    queue: { waiting, ageSeconds: await queueAgeSeconds(ctx.db), failed, resendable },
    suppressed,
  };
}

async function readNow(ctx: AuthContext, range: Range): Promise<NowRow> {
  const { stepSeconds, points } = STEPS[range];
  const step = sql`make_interval(secs => ${stepSeconds})`;
  const { rows } = await sql<NowRow>`
    SELECT now(), date_bin(${step}, now(), 'epoch') - ${points - 1}::integer * ${step} AS starts,
      ${countedUntil} AS counted_until,
      (SELECT count(*)::integer FROM mails WHERE state IN ('queued', 'sending')) AS waiting,
      (SELECT count(*)::integer FROM mails WHERE state = 'failed' AND resent_as IS NULL) AS failed,
      (SELECT count(*)::integer FROM suppressed_addresses WHERE suppressed_until > now()) AS suppressed`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new Error("The database returned no row.");
  return rows[0];
}

async function readCounts(
  ctx: AuthContext,
  { starts, until, stepSeconds }: { starts: Date; until: Date; stepSeconds: number },
): Promise<CountRow[]> {
  const counted = sql<CountRow>`
    SELECT floor(extract(epoch FROM at - ${starts}) / ${stepSeconds}::integer)::integer AS point,
      event, outcome, reason, age_step, sum(n)::integer AS n
    FROM (${countedSince(starts, until)}) AS counted
    GROUP BY 1, 2, 3, 4, 5`;
  const { rows } = await runPlanned(ctx.db, counted);
  return rows;
}

function toPoint(counts: CountRow[]): Omit<OverviewPoint, "at"> {
  const granted = counts.filter(({ outcome }) => outcome === "granted");
  const of = (rows: CountRow[], names: readonly string[]) =>
    total(rows.filter(({ event }) => names.includes(event)));
  return {
    requested: of(granted, REQUESTS),
    sent: of(counts, ["mail.sent"]),
    delivered: of(counts, ["mail.delivered"]),
    undelivered: of(counts, UNDELIVERED),
    signedIn: of(granted, SIGN_INS),
    refused: total(counts.filter(isRefusal)),
    timeToSignInMs: quantile(counts, 0.5),
  };
}

/** A withheld mail isn't a refusal. */
function isRefusal({ event, outcome }: CountRow): boolean {
  return outcome === "refused" && !event.startsWith("mail.");
}

/** A quantile of the time to sign in; null if nobody signed in by mail. */
function quantile(counts: CountRow[], share: number): number | null {
  const timed = counts
    .filter(({ age_step }) => age_step >= 0)
    .toSorted((a, b) => a.age_step - b.age_step);
  let left = share * total(timed);
  const reached = timed.find(({ n }) => (left -= n) <= 0);
  return reached ? ageOfStep(reached.age_step) : null;
}

function total(counts: CountRow[]): number {
  return counts.reduce((sum, { n }) => sum + n, 0);
}
