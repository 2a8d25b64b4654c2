import { AsyncLocalStorage } from "node:async_hooks";
import { maskedEmail } from "@watchword/db/mail-record";
import { isUnavailable } from "@watchword/db/unavailable";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** An event on its way into `audit_events`, as JSON has it: hashes in hex. */
export interface EventRow {
  event: string;
  outcome: string;
  reason: string | null;
  user_id: string | null;
  actor_id: string | null;
  /** The token that it was about, by one of both. */
  token_id: string | null;
  token_hash: string | null;
  address_key: string | null;
  address: string | null;
  client_key: string;
  client: string | null;
  device: string | null;
  request_id: string | null;
}

/** Writes events into the record. */
export interface EventWriter {
  /** Resolves once the event is committed. */
  write(row: EventRow): Promise<void>;
  /** Resolves once nothing is being written. */
  settled(): Promise<void>;
}

interface Waiting extends PromiseWithResolvers<void> {
  row: EventRow;
  /** Where its call's statements are traced. */
  run: ReturnType<typeof AsyncLocalStorage.snapshot>;
}

const MOST_AT_ONCE = 100;

/**
 * One that writes events together: each commit waits for the disk, so those that come while it does are
 * written by one statement after it. An event that comes alone is written at once.
 */
export function createEventWriter(db: Kysely<Database>): EventWriter {
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  async function writeWaiting(): Promise<void> {
    for (;;) {
      const batch = waiting.splice(0, MOST_AT_ONCE);
      const [first] = batch;
      if (!first) break;
      await first.run(() => writeBatch(db, batch));
    }
    writing = null;
  }

  return {
    write(row) {
      const event = { ...Promise.withResolvers<void>(), row, run: AsyncLocalStorage.snapshot() };
      waiting.push(event);
      writing ??= writeWaiting();
      return event.promise;
    },
    settled: async () => writing ?? undefined,
  };
}

/** Never throws. What Postgres refuses is looked for by halves, so that it takes no other with it. */
async function writeBatch(db: Kysely<Database>, batch: readonly Waiting[]): Promise<void> {
  try {
    await insertEvents(
      db,
      batch.map(({ row }) => row),
    );
    for (const { resolve } of batch) resolve();
  } catch (error) {
    if (batch.length === 1 || isUnavailable(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await writeBatch(db, batch.slice(0, middle));
    await writeBatch(db, batch.slice(middle));
  }
}

/** The same text for any number of events, so that it is planned once. */
async function insertEvents(db: Kysely<Database>, rows: readonly EventRow[]): Promise<void> {
  await sql`
    INSERT INTO audit_events (
      event, outcome, reason, user_id, actor_id, token_id, token_age_ms, address_key, address,
      client_key, client, device, request_id
    )
    SELECT given.event, given.outcome, given.reason, coalesce(given.user_id, token.user_id), given.actor_id, token.id,
      CASE WHEN given.outcome = 'granted' THEN extract(epoch FROM clock_timestamp() - token.created_at) * 1000 END,
      coalesce(decode(given.address_key, 'hex'), token.budget),
      coalesce(given.address, ${maskedEmail(sql`token.email`)}),
      decode(given.client_key, 'hex'), given.client, given.device, given.request_id
    FROM json_to_recordset(${JSON.stringify(rows)}) AS given (
      event text, outcome text, reason text, user_id uuid, actor_id uuid, token_id uuid, token_hash text,
      address_key text, address text, client_key text, client text, device text, request_id text
    ) LEFT JOIN LATERAL (
      SELECT * FROM tokens WHERE id = given.token_id
      UNION ALL SELECT * FROM tokens WHERE token_hash = decode(given.token_hash, 'hex')
    ) AS token ON true`.execute(db);
}
