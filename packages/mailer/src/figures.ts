import type { Database, MailState } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** Figures of mail over all processes. */
export interface MailFigures {
  /** Mails on their way. `waiting`: due; `running`: a mailer holds it; `later`: its next try is to come. */
  jobs: Record<"waiting" | "running" | "later", number>;
  /** Mails that settled within the last hour. */
  mails: { kind: string; state: MailState; count: number }[];
  /**
   * Seconds from the request of a mail until a provider took it, by quantile, for the newest ten thousand mails of the
   * last hour; null if none was taken.
   */
  secondsToSent: { "0.5": number; "0.95": number; "1": number } | null;
}

/** Counts the mails by state, and returns how long the oldest has waited. */
export async function readMailFigures(db: Kysely<Database>): Promise<MailFigures> {
  const [jobs, mails, times] = await Promise.all([countJobs(db), countMails(db), timeMails(db)]);
  return { jobs, mails, secondsToSent: times };
}

async function countJobs(db: Kysely<Database>): Promise<MailFigures["jobs"]> {
  const { rows } = await sql<MailFigures["jobs"]>`
    SELECT count(*) FILTER (WHERE run_at > now() AND state = 'sending')::integer AS running,
      count(*) FILTER (WHERE run_at <= now())::integer AS waiting,
      count(*) FILTER (WHERE run_at > now() AND state = 'queued')::integer AS later
    FROM mails WHERE state IN ('queued', 'sending')`.execute(db);
  return rows[0] ?? { waiting: 0, running: 0, later: 0 };
}

const RECENT = sql`settled_at > now() - interval '1 hour'`;

async function countMails(db: Kysely<Database>): Promise<MailFigures["mails"]> {
  const { rows } = await sql<MailFigures["mails"][number]>`
    SELECT kind, state, count(*)::integer AS count FROM mails
    WHERE ${RECENT} GROUP BY kind, state`.execute(db);
  return rows;
}

async function timeMails(db: Kysely<Database>): Promise<MailFigures["secondsToSent"]> {
  const { rows } = await sql<{ times: number[] | null }>`
    WITH taken AS (
      SELECT extract(epoch FROM settled_at - created_at)::float8 AS seconds FROM mails
      WHERE ${RECENT} AND provider IS NOT NULL
      ORDER BY settled_at DESC LIMIT 10000
    )
    SELECT percentile_cont(ARRAY[0.5, 0.95, 1]) WITHIN GROUP (ORDER BY seconds) AS times
    FROM taken`.execute(db);
  const [median, p95, longest] = rows[0]?.times ?? [];
  if (median === undefined || p95 === undefined || longest === undefined) return null;
  return { "0.5": median, "0.95": p95, "1": longest };
}

/** Figures of the logouts that apps haven't been told of yet, over all processes. */
export interface LogoutFigures {
  /** `waiting`: due; `running`: a mailer holds it; `later`: its next try is to come. */
  queued: Record<"waiting" | "running" | "later", number>;
  /** Logouts of which a try has failed: their app wasn't reached, or refused them. */
  failing: number;
  /** How many apps they belong to. */
  apps: number;
  /** How long ago the oldest of these sessions ended; 0 if there is none. */
  oldestSeconds: number;
}

/** Counts the waiting logouts, and returns how long the oldest has waited. */
export async function readLogoutFigures(db: Kysely<Database>): Promise<LogoutFigures> {
  const { rows } = await sql<LogoutFigures["queued"] & Omit<LogoutFigures, "queued">>`
    SELECT count(*) FILTER (WHERE run_at <= now())::integer AS waiting,
      count(*) FILTER (WHERE run_at > now() AND lease IS NOT NULL)::integer AS running,
      count(*) FILTER (WHERE run_at > now() AND lease IS NULL)::integer AS later,
      count(*) FILTER (WHERE tries > 0)::integer AS failing, count(DISTINCT app)::integer AS apps,
      coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
    FROM logouts`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("A count has a row.");
  const { waiting, running, later, ...rest } = row;
  return { queued: { waiting, running, later }, ...rest };
}
