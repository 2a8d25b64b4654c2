import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import {
  type OnProblem,
  runDueWork,
  startWorker,
  type Work,
  type Worker,
  type WorkItem,
} from "../src/worker.ts";

let worker: Worker | null = null;
const problems: [message: string, error: unknown][] = [];
afterEach(async () => {
  await worker?.stop();
  worker = null;
  problems.length = 0;
});
const onProblem: OnProblem = (message, error) => void problems.push([message, error]);

/** Work that hands out what was added, in order. */
function workOf(name: string, atOnce = 2) {
  const due: WorkItem[] = [];
  const work: Work = { name, atOnce, claim: async (_lease, limit) => due.splice(0, limit) };
  const add = (id: string, run: WorkItem["run"]) => void due.push({ id, run });
  return { due, work, add };
}

test("slow items of one kind of work don't delay another kind", async () => {
  const [slow, quick] = [workOf("slow"), workOf("quick")];
  const ending = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  for (let item = 0; item < 10; item++) slow.add(`slow ${item}`, () => ending.promise);
  worker = startWorker([slow.work, quick.work], onProblem);
  quick.add("quick", async () => done.resolve());
  worker.wake();
  await done.promise;
  expect(slow.due, "two are under way").toHaveLength(8);
  ending.resolve();
});

test("no more items than allowed run at once, and the next begins when one ends", async () => {
  const { work, add } = workOf("mails", 3);
  let [running, most, done] = [0, 0, 0];
  const allDone = Promise.withResolvers<void>();
  for (let item = 0; item < 30; item++) {
    add(`${item}`, async () => {
      most = Math.max(most, ++running);
      await sleep(1);
      running -= 1;
      if (++done === 30) allDone.resolve();
    });
  }
  worker = startWorker([work], onProblem);
  await allDone.promise;
  expect(most).toBe(3);
});

test("an item that fails is reported, and makes nothing else fail", async () => {
  const { work, add } = workOf("mails", 1);
  const done = Promise.withResolvers<void>();
  add("bad", () => Promise.reject(new Error("no way")));
  add("good", async () => done.resolve());
  worker = startWorker([work], onProblem);
  await done.promise;
  expect(problems).toEqual([["mails: an item failed, and is claimed again", new Error("no way")]]);
});

test("claims that fail for a while are made again until one succeeds", async () => {
  const { work, add } = workOf("mails");
  const done = Promise.withResolvers<void>();
  let failures = 3;
  const claim: Work["claim"] = async (lease, limit) => {
    if (failures-- > 0) throw new Error("the database is away");
    return work.claim(lease, limit);
  };
  add("late", async () => done.resolve());
  worker = startWorker([{ ...work, claim }], onProblem);
  await done.promise;
  expect(problems).toHaveLength(3);
});

test("a worker lives for as long as it tries to claim, with success or not", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const hanging = Promise.withResolvers<WorkItem[]>();
  let claims = 0;
  const claim = async () => {
    if (++claims < 3) throw new Error("the database is away");
    return hanging.promise;
  };
  const trying = startWorker([{ name: "mails", atOnce: 1, claim }], onProblem);
  worker = trying;
  vi.advanceTimersByTime(29_000);
  expect([trying.isAlive(), trying.isTurning()]).toEqual([true, false]);
  // A try makes good for all of the time that passed before it.
  await vi.waitFor(() => expect(claims).toBe(3), 60_000);
  vi.advanceTimersByTime(29_000);
  expect([trying.isAlive(), trying.isTurning()]).toEqual([true, false]);
  vi.advanceTimersByTime(2_000);
  expect(trying.isAlive()).toBe(false);
  hanging.resolve([]);
  await vi.waitFor(
    () => expect([trying.isAlive(), trying.isTurning()]).toEqual([true, true]),
    60_000,
  );
  vi.useRealTimers();
});

test("an item that is claimed again while it is running isn't started twice", async () => {
  const ending = Promise.withResolvers<void>();
  let begun = 0;
  const item: WorkItem = {
    id: "same",
    async run() {
      begun += 1;
      await ending.promise;
    },
  };
  let claims = 0;
  const claimedOften = Promise.withResolvers<void>();
  const claim = async () => {
    if (++claims === 3) claimedOften.resolve();
    return [item];
  };
  worker = startWorker([{ name: "mails", atOnce: 5, claim }], onProblem);
  const waking = setInterval(worker.wake, 1);
  await claimedOften.promise;
  clearInterval(waking);
  expect(begun).toBe(1);
  ending.resolve();
});

test("stopping claims nothing more, and waits for what is under way", async () => {
  const { work, add, due } = workOf("mails", 1);
  const ending = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let ended = false;
  add("first", async () => {
    begun.resolve();
    await ending.promise;
    ended = true;
  });
  add("second", async () => {});
  worker = startWorker([work], onProblem);
  await begun.promise;
  const stopped = worker.stop();
  ending.resolve();
  await stopped;
  expect(ended).toBe(true);
  expect(due).toHaveLength(1);
});

test("due work can be done without a worker, until nothing is left or time is up", async () => {
  const { work, add, due } = workOf("alerts", 2);
  const done: string[] = [];
  for (const id of ["a", "b", "c"]) add(id, async () => void done.push(id));
  await runDueWork(work, onProblem);
  expect(done).toEqual(["a", "b", "c"]);
  add("d", async () => void done.push("d"));
  await runDueWork(work, onProblem, () => true);
  expect(due).toHaveLength(1);
});
