import { recordMails } from "@watchword/db/mail-record";
import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "./context.ts";

const BATCH = sql`LIMIT 1000 FOR UPDATE SKIP LOCKED`;

/** What goes, in this order; each statement takes one batch: the oldest, by where they lie. */
const STATEMENTS: Record<string, RawBuilder<unknown>> = {
  // Each token that is over is looked at once, up to a mark: an index of what is sealed would have to be
  // written whenever one is used. Locked in the order in which redemptions lock.
  "what tokens that are over had sealed": sql`
    WITH mark AS MATERIALIZED (
      SELECT done_until FROM chores WHERE name = 'unseal' FOR UPDATE SKIP LOCKED
    ), over AS MATERIALIZED (
      SELECT id, over_at FROM tokens
      WHERE over_at > (SELECT done_until FROM mark) AND over_at <= now()
      ORDER BY over_at FETCH FIRST 1000 ROWS WITH TIES
    ), held AS MATERIALIZED (
      SELECT id FROM tokens WHERE id IN (SELECT id FROM over) AND sealed IS NOT NULL ORDER BY id FOR UPDATE
    ), unsealed AS (
      UPDATE tokens SET sealed = NULL FROM held WHERE tokens.id = held.id
    )
    UPDATE chores SET done_until = (SELECT max(over_at) FROM over)
    WHERE name = 'unseal' AND EXISTS (SELECT FROM over)`,
  "mails whose token is over, or that didn't leave in a day": sql`
    WITH expired AS (
      UPDATE mails SET state = 'expired', settled_at = now(), rendition = NULL, sealed = NULL WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM mails
        WHERE state IN ('queued', 'sending') AND (
          created_at < now() - interval '24 hours'
          OR (SELECT over_at FROM tokens WHERE tokens.id = mails.token_id) <= now()
        ) ${BATCH})) RETURNING *
    )
    ${recordMails(sql`expired`)}`,
  "what notices that failed a day ago say": sql`
    UPDATE mails SET sealed = NULL WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM mails
      WHERE state = 'failed' AND sealed IS NOT NULL AND created_at < now() - interval '24 hours' ${BATCH}))`,
  "notices of a month ago": sql`
    DELETE FROM mails WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM mails
      WHERE state NOT IN ('queued', 'sending') AND token_id IS NULL AND created_at < now() - interval '30 days' ${BATCH}))`,
  "addresses that may be mailed again": sql`
    DELETE FROM suppressed_addresses WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM suppressed_addresses WHERE suppressed_until < now() ORDER BY suppressed_until ${BATCH}))`,
  // Until then EXPIRED_TOKEN is answered truly.
  "tokens that were over a day ago": sql`
    DELETE FROM tokens WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM tokens WHERE over_at < now() - interval '24 hours' ORDER BY over_at ${BATCH}))`,
  "guesses that failed a day ago": sql`
    DELETE FROM spent_guesses WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM spent_guesses WHERE at < now() - interval '24 hours' ORDER BY at ${BATCH}))`,
  "what they were counted in": sql`
    DELETE FROM guess_totals WHERE at < now() - interval '24 hours'`,
  "buckets that are full": sql`
    DELETE FROM buckets WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM buckets WHERE full_in < now() - interval '10 minutes' ORDER BY full_in ${BATCH}))`,
  "sessions that were over yesterday": sql`
    DELETE FROM sessions WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM sessions WHERE expires_on < (now() AT TIME ZONE 'UTC')::date ORDER BY expires_on ${BATCH}))`,
  "addresses that nobody may take back any more": sql`
    DELETE FROM reserved_addresses WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM reserved_addresses WHERE reserved_until < now() ORDER BY reserved_until ${BATCH}))`,
};

/** Takes away what is over, in small batches, until nothing is left or `signal` says stop. */
export async function cleanUp(ctx: AuthContext, signal?: AbortSignal): Promise<void> {
  for (const statement of Object.values(STATEMENTS)) {
    let taken: bigint | undefined;
    do {
      if (signal?.aborted) return;
      ({ numAffectedRows: taken } = await statement.execute(ctx.db));
    } while (taken);
  }
}
