import { sql } from "kysely";
import type { AuthContext } from "./context.ts";

const BATCH = 1000;

/**
 * Clears what tokens that are over had sealed, gives up on their mails, deletes them a day later
 * (until then `EXPIRED_TOKEN` is answered truly), gives up on notices after a day and forgets them after
 * thirty, and deletes sessions that are over; in small batches until none is left.
 */
export async function cleanUp(ctx: AuthContext): Promise<void> {
  await inBatches(
    ctx,
    sql`
    UPDATE tokens SET sealed = NULL WHERE id IN (
      SELECT id FROM tokens WHERE over_at <= now() AND sealed IS NOT NULL
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
  );
  await inBatches(
    ctx,
    sql`
    UPDATE mails SET state = 'failed', settled_at = now() WHERE id IN (
      SELECT mails.id FROM mails JOIN tokens ON tokens.id = mails.token_id
      WHERE state = 'queued' AND over_at <= now() LIMIT ${BATCH} FOR UPDATE OF mails SKIP LOCKED)`,
  );
  await inBatches(
    ctx,
    sql`
    UPDATE mails SET state = 'failed', settled_at = now(), sealed = NULL WHERE id IN (
      SELECT id FROM mails
      WHERE state = 'queued' AND token_id IS NULL AND created_at < now() - interval '24 hours'
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
  );
  await inBatches(
    ctx,
    sql`
    DELETE FROM mails WHERE id IN (
      SELECT id FROM mails
      WHERE state <> 'queued' AND token_id IS NULL AND created_at < now() - interval '30 days'
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
  );
  await inBatches(
    ctx,
    sql`
    DELETE FROM tokens WHERE id IN (
      SELECT id FROM tokens WHERE over_at < now() - interval '24 hours'
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
  );
  await inBatches(
    ctx,
    sql`
    DELETE FROM sessions WHERE id IN (
      SELECT id FROM sessions WHERE expires_at < now() LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
  );
}

async function inBatches(ctx: AuthContext, statement: ReturnType<typeof sql>): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await statement.execute(ctx.db);
    if (numAffectedRows < BigInt(BATCH)) return;
  }
}
