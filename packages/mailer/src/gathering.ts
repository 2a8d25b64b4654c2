import { AsyncLocalStorage } from "node:async_hooks";
import { isUnavailable } from "@watchword/db/unavailable";

/** How long an item waits for others to join its batch. */
const WAITS_MS = 10;
const MAX_BATCH = 100;

/** Items that are written in batches, because each commit waits for the disk. */
export interface Gathering<Item, Result> {
  /** Runs a step that may add an item: while such a step runs, items wait a moment for it. */
  among<Answer>(step: () => Promise<Answer>): Promise<Answer>;
  add(item: Item): Promise<Result>;
}

interface Waiting<Item, Result> extends PromiseWithResolvers<Result> {
  item: Item;
  run: <Answer>(step: () => Answer) => Answer;
}

/**
 * Batches items: `run` gets all that were added within some milliseconds, and returns their results in the same order.
 * If no other item can be added, an item is done at once. If a batch fails, each of its items is tried again on its
 * own, unless the database is out of reach.
 */
export function createGathering<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
): Gathering<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let steps = 0;
  let timer: NodeJS.Timeout | null = null;

  function doWaiting(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const batch = waiting;
    waiting = [];
    const [first] = batch;
    if (first) void first.run(() => doBatch(run, batch));
  }

  return {
    async among(step) {
      steps += 1;
      try {
        return await step();
      } finally {
        steps -= 1;
        if (waiting.length > 0 && waiting.length >= steps) doWaiting();
      }
    },
    add(item) {
      const added = { ...Promise.withResolvers<Result>(), item, run: AsyncLocalStorage.snapshot() };
      waiting.push(added);
      if (waiting.length >= Math.min(steps, MAX_BATCH)) doWaiting();
      else timer ??= setTimeout(doWaiting, WAITS_MS);
      return added.promise;
    },
  };
}

/** Never throws. */
async function doBatch<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  batch: Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await run(batch.map(({ item }) => item));
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
  } catch (error) {
    if (batch.length === 1 || isUnavailable(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const alone of batch) await alone.run(() => doBatch(run, [alone]));
  }
}
