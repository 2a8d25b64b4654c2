import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/*
 * Work is queued in tables. A worker claims what is due under a lease that it renews while it lives; when a
 * worker dies its leases end, and another claims what it held. Nothing here keeps state that an outage
 * could spoil: a claim that fails is made again after a pause, for as long as the worker runs.
 */

/** How often a worker looks for work, unless `wake` makes it look sooner. */
const LOOKS_EVERY_MS = 1_000;
/** If a worker can't look for work for this long, something is wrong with it or with its database. */
const TURNS_WITHIN_MS = 10_000;
/** Longer than a look that fails, and the pause after it. A loop that hasn't tried for this long hangs. */
const TRIES_WITHIN_MS = 30_000;
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;
const RENEWS_EVERY_MS = 3_000;
/** How long items may take to finish once the worker is to stop; then they are aborted. */
const FINISHES_WITHIN_MS = 8_000;
/** How long aborted items may take to end; then they are abandoned, and their lease ends. */
const ABORTS_WITHIN_MS = 1_500;

/** Called with a message that is safe to log, and with the error, whose text may not be. */
export type OnProblem = (message: string, error: unknown) => void;

/** A kind of work. */
export interface Work {
  name: string;
  /** How many items may be under way at the same time. */
  atOnce: number;
  /** Claims what is due under `lease`: at most `limit` items. */
  claim(lease: string, limit: number): Promise<WorkItem[]>;
  /** Renews the lease of items that are under way; absent if they always end before their lease does. */
  renew?(lease: string, ids: string[]): Promise<void>;
}

/** A piece of work that was claimed. */
export interface WorkItem {
  id: string;
  /** Does the work. If it throws, the item is claimed again when its lease ends. */
  run(signal: AbortSignal): Promise<void>;
}

/** A worker that runs. */
export interface Worker {
  /** Makes it look for work now. */
  wake(): void;
  /** Whether it still looks for work with success, or has as much as it can do. */
  isTurning(): boolean;
  /** Whether it still tries to, with success or not: while the database is away it does. */
  isAlive(): boolean;
  /** Claims nothing more, finishes what is under way, and resolves within ten seconds. */
  stop(): Promise<void>;
}

/** Does each kind of work in a loop of its own, so that a slow kind doesn't delay another. */
export function startWorker(works: Work[], onProblem: OnProblem): Worker {
  const loops = works.map((work) => startLoop(work, onProblem));
  return {
    wake() {
      for (const loop of loops) loop.wake();
    },
    isTurning: () => loops.every((loop) => loop.isTurning()),
    isAlive: () => loops.every((loop) => loop.isAlive()),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** Does what is due, until nothing is left or `isOver` is true. */
export async function runDueWork(
  work: Work,
  onProblem: OnProblem,
  isOver: () => boolean = () => false,
): Promise<void> {
  const running = holdItems(work, onProblem);
  const { signal } = new AbortController();
  try {
    while (!isOver()) {
      const items = await work.claim(running.lease, work.atOnce);
      if (items.length === 0) return;
      for (const item of items) running.begin(item, signal);
      await running.finished();
    }
  } finally {
    running.close();
  }
}

function startLoop(work: Work, onProblem: OnProblem): Worker {
  const stopping = new AbortController();
  const aborting = new AbortController();
  let woken = Promise.withResolvers<void>();
  const wake = () => woken.resolve();
  const running = holdItems(work, onProblem, wake);
  let turnedAt = performance.now();
  let triedAt = turnedAt;

  async function claimAndRest(): Promise<void> {
    triedAt = performance.now();
    const free = work.atOnce - running.count();
    const items = free > 0 ? await work.claim(running.lease, free) : [];
    turnedAt = performance.now();
    for (const item of items) running.begin(item, aborting.signal);
    await rest(LOOKS_EVERY_MS, stopping.signal, woken.promise);
  }

  async function loop(): Promise<void> {
    let pauseMs = MIN_PAUSE_MS;
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers();
      try {
        await claimAndRest();
        pauseMs = MIN_PAUSE_MS;
      } catch (error) {
        onProblem(`${work.name}: nothing could be claimed, which is tried again`, error);
        await rest(pauseMs, stopping.signal);
        pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
      }
    }
  }
  const looping = loop();

  return {
    wake,
    isTurning: () => performance.now() - turnedAt < TURNS_WITHIN_MS,
    isAlive: () => performance.now() - triedAt < TRIES_WITHIN_MS,
    async stop() {
      stopping.abort();
      const finished = looping.then(running.finished);
      await Promise.race([finished, sleep(FINISHES_WITHIN_MS, undefined, { ref: false })]);
      aborting.abort();
      await Promise.race([finished, sleep(ABORTS_WITHIN_MS, undefined, { ref: false })]);
      running.close();
    },
  };
}

/** Keeps the items that are under way, and renews their lease. */
function holdItems(work: Work, onProblem: OnProblem, onDone = () => {}) {
  const lease = randomUUID();
  const underWay = new Map<string, Promise<void>>();
  const renewing = setInterval(() => {
    if (underWay.size === 0) return;
    work.renew?.(lease, [...underWay.keys()]).catch((error: unknown) => {
      onProblem(`${work.name}: a lease wasn't renewed`, error);
    });
  }, RENEWS_EVERY_MS);
  return {
    lease,
    count: () => underWay.size,
    begin({ id, run }: WorkItem, signal: AbortSignal): void {
      // Its lease ended while the database was out of reach, and this worker has claimed it again.
      if (underWay.has(id)) return;
      const done = run(signal)
        .catch((error: unknown) =>
          onProblem(`${work.name}: an item failed, and is claimed again`, error),
        )
        .finally(() => {
          underWay.delete(id);
          onDone();
        });
      underWay.set(id, done);
    },
    finished: async () => void (await Promise.all(underWay.values())),
    close: () => clearInterval(renewing),
  };
}

/** Waits for `ms` milliseconds, or until it is woken or aborted. */
async function rest(ms: number, signal: AbortSignal, woken?: Promise<void>): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const sleeping = sleep(ms, undefined, { signal: either }).catch(() => {});
  await Promise.race(woken ? [sleeping, woken] : [sleeping]);
  over.abort();
}
