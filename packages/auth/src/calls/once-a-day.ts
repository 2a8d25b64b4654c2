import { AsyncLocalStorage } from "node:async_hooks";
import type { Call } from "@watchword/db/call";
import type { Functions } from "../functions.generated.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Runs `work` in the background at the first call of each day, and again an hour later if it failed. */
export function onceADay(call: Call<Functions>, work: () => Promise<void>): Call<Functions> {
  // It belongs neither to the call nor to its trace.
  const outside = AsyncLocalStorage.snapshot();
  let done = Number.NEGATIVE_INFINITY;
  return (name, given, beforeCommit) => {
    if (performance.now() - done > DAY_MS) {
      done = performance.now();
      outside(work).catch(() => (done = performance.now() - DAY_MS + HOUR_MS));
    }
    return call(name, given, beforeCommit);
  };
}
