import { type Kysely, sql } from "kysely";
import type { Database } from "./schema.ts";
import { SETTINGS } from "./session-settings.ts";

/** Settings that decide how values are read and what a concurrent statement sees. */
const READ_BY = [
  "client_encoding",
  "datestyle",
  "bytea_output",
  "standard_conforming_strings",
  "default_transaction_isolation",
];

/**
 * Settings of the session that aren't what Watchword needs, for example `datestyle is German, DMY`. Our connections set
 * them at their start; through a pooler they are whatever the role, the database or the server says.
 */
export async function wrongSettings(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    SELECT lower(name) AS name, setting FROM pg_settings WHERE lower(name) = ANY(${READ_BY})`.execute(
    db,
  );
  return rows
    .filter(({ name, setting }) => !setting.startsWith(SETTINGS[name] ?? ""))
    .map(({ name, setting }) => `${name} is ${setting}`);
}

/** Notes that a mailer is alive, wherever it runs. */
export async function noteMailer(db: Kysely<Database>): Promise<void> {
  await sql`
    INSERT INTO chores (name, done_until) VALUES ('mailer', now())
    ON CONFLICT (name) DO UPDATE SET done_until = excluded.done_until`.execute(db);
}

/** Seconds since a mailer last noted that it is alive; null if none has yet. */
export async function mailerSilenceSeconds(db: Kysely<Database>): Promise<number | null> {
  const { rows } = await sql<{ seconds: number }>`
    SELECT extract(epoch FROM now() - done_until)::float8 AS seconds
    FROM chores WHERE name = 'mailer'`.execute(db);
  return rows[0]?.seconds ?? null;
}

/** What became of the mails of the last ten minutes that a provider was asked to send. */
export interface RecentMail {
  /** Mails that a provider took. */
  taken: number;
  /** Mails that were refused for good. */
  refused: number;
  /** Mails that were refused and are tried again. */
  waiting: number;
  /** The most frequent reason why they weren't taken, a code of the provider's. */
  reason: string | null;
  /** Whether a provider has taken a mail within the last day. */
  provenToday: boolean;
}

const RECENT = sql`settled_at > now() - interval '10 minutes'`;

export async function recentMail(db: Kysely<Database>): Promise<RecentMail> {
  const { rows } = await sql<RecentMail>`
    WITH tried AS (
      SELECT provider IS NOT NULL AS taken, reason, false AS waits FROM mails
      WHERE ${RECENT} AND (provider IS NOT NULL OR (state IN ('failed', 'bounced') AND tries > 0))
      UNION ALL
      SELECT false, reason, true FROM mails
      WHERE state IN ('queued', 'sending') AND reason IS NOT NULL
    )
    SELECT count(*) FILTER (WHERE taken)::integer AS taken,
      count(*) FILTER (WHERE NOT taken AND NOT waits)::integer AS refused,
      count(*) FILTER (WHERE waits)::integer AS waiting,
      mode() WITHIN GROUP (ORDER BY reason) FILTER (WHERE NOT taken) AS reason,
      EXISTS (
        SELECT FROM mails WHERE settled_at > now() - interval '1 day' AND provider IS NOT NULL
      ) AS "provenToday"
    FROM tried`.execute(db);
  return rows[0] ?? { taken: 0, refused: 0, waiting: 0, reason: null, provenToday: false };
}
