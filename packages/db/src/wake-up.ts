import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { beat } from "./heartbeat.ts";
import type { OnProblem } from "./worker.ts";

/** Tells mailers that something became due. It carries nothing: who hears it looks. */
const CHANNEL = "watchword:due";

/** What becomes due within so long is told in one go: each NOTIFY's commit waits for all others. */
const GATHERED_FOR_MS = 10;

const NOTIFY = {
  name: "notify-due",
  // Nothing depends on this commit being on disk: a mailer that isn't told looks within a second.
  text: "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '')",
  values: [CHANNEL],
};

/** A function to call when something due was committed: mailers are told within some milliseconds. */
export function createWakeUp(pool: pg.Pool): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      if (!pool.ending) void pool.query(NOTIFY).catch(() => {});
    }, GATHERED_FOR_MS).unref();
  };
}

const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;

/**
 * Calls `onWake` when something became due, until `signal` aborts. A connection that breaks, or whose
 * other end is silently gone, is replaced; `onWake` is called then too, for what was missed.
 */
export async function listenForWork(
  pool: pg.Pool,
  onWake: () => void,
  onProblem: OnProblem,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = MIN_PAUSE_MS;
  while (!signal.aborted) {
    try {
      await listenOnce(pool, signal, () => {
        pauseMs = MIN_PAUSE_MS;
        onWake();
      });
    } catch (error) {
      if (signal.aborted) return;
      onProblem("Nobody wakes this mailer, which looks each second meanwhile", error);
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
  }
}

async function listenOnce(pool: pg.Pool, signal: AbortSignal, onWake: () => void): Promise<void> {
  const client = await pool.connect();
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  const giveUp = () => broken.reject(new Error("stopped"));
  signal.addEventListener("abort", giveUp);
  client.on("error", broken.reject);
  client.on("end", () => broken.reject(new Error("the connection ended")));
  client.on("notification", onWake);
  try {
    await client.query(`LISTEN "${CHANNEL}"`);
    onWake();
    await Promise.race([beat(client, signal), broken.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
    client.release(true);
  }
}
