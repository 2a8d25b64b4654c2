import { expect, test } from "vitest";
import { createGathering } from "../src/gathering.ts";

/** A step that has begun when its neighbours do. */
const soon = <Answer>(add: () => Promise<Answer>) => Promise.resolve().then(add);

/** Batches as they were run, each of which answers its items doubled. */
function watched(fails: (items: number[]) => Error | null = () => null) {
  const batches: number[][] = [];
  const gathering = createGathering<number, number>(async (items) => {
    batches.push(items);
    const error = fails(items);
    if (error) throw error;
    return items.map((item) => 2 * item);
  });
  return { batches, ...gathering };
}

test("an item that comes alone isn't delayed", async () => {
  const { add, among, batches } = watched();
  const done = among(() => add(1));
  expect(batches).toEqual([[1]]);
  expect(await done).toBe(2);
});

test("items of steps that run at the same time are done together, in order", async () => {
  const { add, among, batches } = watched();
  const turns = [3, 1, 2].map((item) =>
    among(async () => {
      for (let turn = 0; turn < item; turn++) await Promise.resolve();
      return add(item);
    }),
  );
  expect(await Promise.all(turns)).toEqual([6, 2, 4]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("no item waits for a step that adds nothing or takes long", async () => {
  const { add, among, batches } = watched();
  const gone = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<number>();
  const steps = [among(() => gone.promise), among(() => slow.promise.then(add))];
  const first = among(() => add(1));
  const second = among(() => add(2));
  gone.resolve();
  expect(await Promise.all([first, second])).toEqual([2, 4]);
  slow.resolve(3);
  await Promise.all(steps);
  expect(batches).toEqual([[1, 2], [3]]);
});

test("if a batch fails, each of its items is tried again alone, and fails or succeeds by itself", async () => {
  const { add, among, batches } = watched((items) =>
    items.includes(2) ? new Error("no two") : null,
  );
  const results = await Promise.allSettled(
    [1, 2, 3].map((item) => among(() => soon(() => add(item)))),
  );
  expect(results).toEqual([
    { status: "fulfilled", value: 2 },
    { status: "rejected", reason: new Error("no two") },
    { status: "fulfilled", value: 6 },
  ]);
  expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test("while the database is out of reach nothing is tried again", async () => {
  const away = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
  const { add, among, batches } = watched(() => away);
  const results = await Promise.allSettled(
    [1, 2].map((item) => among(() => soon(() => add(item)))),
  );
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(batches).toEqual([[1, 2]]);
});
