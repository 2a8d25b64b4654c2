import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** A session of an app that has ended. */
export interface EndedSession {
  appId: string;
  /** The app's registration by an operator; null if it has none. */
  registration: string | null;
  collection: string;
  userId: string;
  sessionId: string;
}

/** A logout that this process has claimed to deliver. */
export interface ClaimedLogout extends EndedSession {
  id: string;
  lease: string;
  tries: number;
}

/** Longer than the time that an app has to answer. */
const LEASE = sql`interval '15 seconds'`;
/** By then the app has asked for tokens and been refused. */
const KEPT = sql`interval '3 days'`;

interface ClaimedRow {
  id: string;
  app: string;
  registration: string | null;
  collection: string;
  user_id: string;
  session_id: string;
  tries: number;
}

/** Claims logouts that are due, the longest due first: at most `perApp` of each app, and none of the apps in `but`. */
export async function claimLogouts(
  db: Kysely<Database>,
  lease: string,
  { limit, perApp, but }: { limit: number; perApp: number; but: readonly string[] },
): Promise<ClaimedLogout[]> {
  // Steps through the index from app to app, however many logouts of each are waiting. A removed app's logouts are
  // deleted with it, so a logout belongs to the app's current registration.
  const { rows } = await sql<ClaimedRow>`
    WITH RECURSIVE told AS (
      (SELECT app FROM logouts ORDER BY app LIMIT 1)
      UNION ALL
      SELECT (SELECT app FROM logouts WHERE app > told.app ORDER BY app LIMIT 1) FROM told WHERE app IS NOT NULL
    ), due AS (
      SELECT due.id FROM told CROSS JOIN LATERAL (
        SELECT id, run_at FROM logouts WHERE logouts.app = told.app AND run_at <= now()
        ORDER BY run_at LIMIT ${perApp} FOR UPDATE SKIP LOCKED
      ) AS due
      WHERE app <> ALL(${but}::text[]) ORDER BY due.run_at LIMIT ${limit}
    )
    UPDATE logouts SET run_at = now() + ${LEASE}, lease = ${lease} WHERE id = ANY(ARRAY(SELECT id FROM due))
    RETURNING id, app, (SELECT registration FROM apps WHERE apps.id = app) AS registration, collection, user_id,
      session_id, tries`.execute(db);
  return rows.map(({ id, app, registration, collection, user_id, session_id, tries }) => {
    const ended = { appId: app, registration, collection, userId: user_id, sessionId: session_id };
    return { id, lease, tries, ...ended };
  });
}

/** Deletes a logout that was delivered or given up. */
export async function dropLogout(db: Kysely<Database>, { id }: ClaimedLogout): Promise<void> {
  await db.deleteFrom("logouts").where("id", "=", id).execute();
}

/** Puts a logout back for another try after a pause, or gives it up when it is three days old. */
export async function putLogoutBack(
  db: Kysely<Database>,
  { id, lease }: ClaimedLogout,
  pauseMs: number,
): Promise<void> {
  await sql`
    WITH given_up AS (
      DELETE FROM logouts WHERE id = ${id} AND created_at < now() - ${KEPT}
    )
    UPDATE logouts SET tries = tries + 1, lease = NULL, run_at = now() + make_interval(secs => ${pauseMs / 1000})
    WHERE id = ${id} AND lease = ${lease} AND created_at >= now() - ${KEPT}`.execute(db);
}
