import { AsyncLocalStorage } from "node:async_hooks";
import type { Call } from "@watchword/db/call";
import { isUnavailable } from "@watchword/db/unavailable";
import type { Functions } from "../functions.generated.ts";

/** An event on its way into `audit_events`, as JSON has it: hashes in hex. */
export interface EventRow {
  event: string;
  outcome: string;
  reason: string | null;
  user_id: string | null;
  actor_id: string | null;
  /** The token that it was about, by its id or as a long one. */
  token_id: string | null;
  token_hash: string | null;
  address_key: string | null;
  address: string | null;
  client_key: string;
  client: string | null;
  device: string | null;
  request_id: string | null;
  app: string | null;
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
  /** Runs a function in the trace of the call that the event belongs to. */
  run: ReturnType<typeof AsyncLocalStorage.snapshot>;
}

const MAX_BATCH = 100;

/**
 * Creates a writer that batches events: a commit waits for the disk, and events that arrive in the meantime are written
 * by one statement afterwards. A single event is written at once.
 */
export function createEventWriter(call: Call<Functions>): EventWriter {
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  async function writeWaiting(): Promise<void> {
    for (;;) {
      const batch = waiting.splice(0, MAX_BATCH);
      const [first] = batch;
      if (!first) break;
      await first.run(() => writeBatch(call, batch));
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

/** Never throws. If Postgres refuses a batch, it is halved until the event that it refuses is alone. */
async function writeBatch(call: Call<Functions>, batch: readonly Waiting[]): Promise<void> {
  try {
    await call("record_events", { events: JSON.stringify(batch.map(({ row }) => row)) });
    for (const { resolve } of batch) resolve();
  } catch (error) {
    if (batch.length === 1 || isUnavailable(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await writeBatch(call, batch.slice(0, middle));
    await writeBatch(call, batch.slice(middle));
  }
}
