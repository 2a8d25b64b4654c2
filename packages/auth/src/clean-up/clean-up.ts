import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { GUESS_WINDOW } from "../guess-budget/window.ts";

export { endTestSessions } from "./end-test-sessions.ts";

const BATCH = sql`LIMIT 1000 FOR UPDATE SKIP LOCKED`;

/** Removes one batch, and returns whether there may be more. */
type TakeAway = (ctx: AuthContext) => Promise<boolean | undefined>;

function run(statement: RawBuilder<unknown>): TakeAway {
  return async ({ db }) => ((await statement.execute(db)).numAffectedRows ?? 0n) > 0n;
}

/** The jobs, in their order; each removes the oldest first. */
const BATCHES: Record<string, TakeAway> = {
  "expired sessions of apps, which are then notified": ({ call }) =>
    call("drop_app_sessions", {}).then(([row]) => row?.drop_app_sessions),
  "sealed data of expired tokens": ({ call }) =>
    call("unseal_tokens", {}).then(([row]) => row?.unseal_tokens),
  "mails whose token has expired, or that didn't leave within a day": ({ call }) =>
    call("expire_mails", {}).then(([row]) => row?.expire_mails),
  "what notices that failed a day ago say": run(sql`
    UPDATE mails SET sealed = NULL WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM mails
      WHERE state = 'failed' AND sealed IS NOT NULL AND created_at < now() - interval '24 hours' ${BATCH}))`),
  "notices of a month ago": run(sql`
    DELETE FROM mails WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM mails
      WHERE state NOT IN ('queued', 'sending') AND token_id IS NULL AND created_at < now() - interval '30 days' ${BATCH}))`),
  "addresses that may be mailed again": run(sql`
    DELETE FROM suppressed_addresses WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM suppressed_addresses WHERE suppressed_until < now() ORDER BY suppressed_until ${BATCH}))`),
  "tokens that expired a day ago": ({ call }) =>
    call("drop_tokens", {}).then(([row]) => row?.drop_tokens),
  "what devices asked for until an hour ago": ({ call }) =>
    call("drop_device_authorizations", {}).then(([row]) => row?.drop_device_authorizations),
  "guesses that failed a day ago": run(sql`
    DELETE FROM spent_guesses WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM spent_guesses WHERE at < now() - ${GUESS_WINDOW} ORDER BY at ${BATCH}))`),
  "what they were counted in": run(sql`
    DELETE FROM guess_totals WHERE at < now() - ${GUESS_WINDOW}`),
  "buckets that are full": run(sql`
    DELETE FROM buckets WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM buckets WHERE full_in < now() - interval '10 minutes' ORDER BY full_in ${BATCH}))`),
  "logouts that nobody told in three days": run(sql`
    DELETE FROM logouts WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM logouts WHERE created_at < now() - interval '3 days 1 hour' ORDER BY created_at ${BATCH}))`),
  "sessions that were over yesterday": ({ call }) =>
    call("drop_sessions", {}).then(([row]) => row?.drop_sessions),
  "addresses that nobody may take back any more": run(sql`
    DELETE FROM reserved_addresses WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM reserved_addresses WHERE reserved_until < now() ORDER BY reserved_until ${BATCH}))`),
};

/** Removes what has expired, in small batches, until nothing is left or `signal` aborts. */
export async function cleanUp(ctx: AuthContext, signal?: AbortSignal): Promise<void> {
  for (const takeAway of Object.values(BATCHES)) {
    let isMore: boolean | undefined;
    do {
      if (signal?.aborted) return;
      isMore = await takeAway(ctx);
    } while (isMore);
  }
}
