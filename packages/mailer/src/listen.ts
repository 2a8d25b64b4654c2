import { setTimeout as sleep } from "node:timers/promises";
import { beat } from "@watchword/db/heartbeat";
import { WORK_CHANNEL } from "@watchword/db/wake-up";
import type pg from "pg";
import type { OnProblem } from "./worker.ts";

const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;

/**
 * Calls `onWake` when something is due, until `signal` aborts. A connection that breaks, or whose other end is silently
 * gone, is replaced; `onWake` is called then too, because a wake-up may have been missed.
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
      onProblem("This mailer can't be woken, and looks once a second in the meantime", error);
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
    await client.query(`LISTEN "${WORK_CHANNEL}"`);
    onWake();
    await Promise.race([beat(client, signal), broken.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
    client.release(true);
  }
}
