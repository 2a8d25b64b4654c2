import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const BEATS_EVERY_MS = 3_000;
const ANSWERS_WITHIN_MS = 3_000;
const BEAT = { text: "SELECT 1", query_timeout: ANSWERS_WITHIN_MS };

/**
 * Checks again and again whether the other end of an idle connection is still there, until the signal aborts. One that
 * doesn't answer ends itself with an error (`database-client.ts`), and this throws.
 */
export async function beat(client: Pick<pg.ClientBase, "query">, signal: AbortSignal) {
  while (!signal.aborted) {
    await sleep(BEATS_EVERY_MS, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await client.query(BEAT);
  }
}
