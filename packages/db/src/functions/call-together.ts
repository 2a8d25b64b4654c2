import { AsyncLocalStorage } from "node:async_hooks";
import type { Statement } from "../pool.ts";
import type { QueryPool } from "../query-pool.ts";
import { isUnavailable } from "../unavailable.ts";
import { type Call, type Functions, type Parameters, runNamed } from "./call.ts";

/** How the calls of one function are batched. */
export interface Together<Takes> {
  /**
   * A function of the set that first takes the locks of all calls in one order, and which arrays of their parameters it
   * gets: otherwise two batches could each wait for what the other holds.
   */
  locks?: { name: string; given: readonly (keyof Takes & string)[] };
  /** What a batch is sorted by, so that rows that its calls may change are locked in one order. */
  order?: keyof Takes & string;
  /** Whether calls with the same value of that parameter go in different batches. */
  apart?: true;
}

interface Waiting extends PromiseWithResolvers<object[]> {
  given: object;
  /** Runs a function in the trace of the call. */
  run: ReturnType<typeof AsyncLocalStorage.snapshot>;
}

/** How many statements of one function run at the same time: while one waits for the disk, the next is on its way. */
const CONCURRENCY = 2;
const MAX_BATCH = 50;
/** If a batch would wait for a lock, each of its calls is made again by itself, which may wait for longer. */
const LOCK_MS = 100;

/**
 * Wraps `call` so that calls of a function in `together` that arrive while others of it run are sent as one statement:
 * each commit waits for the disk, and a batch waits only once. A single call, or one with work before its commit, is
 * sent by itself. A batch that fails, or doesn't get a lock soon, has changed nothing, and its calls are made again one
 * by one.
 */
export function callTogether<Known extends Functions<Known>>(
  call: Call<Known>,
  {
    pool,
    schema,
    parameters,
    together,
    onStatement,
  }: {
    pool: Pick<QueryPool, "query">;
    schema: string;
    parameters: Parameters<Known>;
    together: { [Each in keyof Known & string]?: Together<Known[Each]["takes"]> };
    onStatement?: ((statement: Statement) => void) | undefined;
  },
): Call<Known> {
  type Name = keyof Known & string;
  const queues = new Map<Name, { waiting: Waiting[]; running: number; text: string }>();
  for (const name of Object.keys(together) as Name[]) {
    const text = batchText(schema, name, parameters[name], together[name]?.locks);
    queues.set(name, { waiting: [], running: 0, text });
  }

  async function runBatch(name: Name, text: string, batch: readonly Waiting[]): Promise<void> {
    const locks = together[name]?.locks;
    const values = [
      JSON.stringify(batch.map(({ given }, at) => ({ ...toJson(given), at }))),
      ...(locks?.given ?? []).map((parameter) =>
        batch.map(({ given }) => given[parameter as keyof typeof given]),
      ),
    ];
    try {
      const query = { name: `${name} together`, text, values };
      const rows = await runNamed<{ at: number }>(pool, query, onStatement);
      const byCall = Map.groupBy(rows, ({ at }) => at);
      batch.forEach(({ resolve }, at) => resolve(byCall.get(at) ?? []));
    } catch (error) {
      if (isUnavailable(error) && !isUndone(error))
        return batch.forEach(({ reject }) => reject(error));
      for (const { run, given, resolve } of batch) run(() => resolve(call(name, given)));
    }
  }

  /** Resolves when the call is done, or has waited so long that the calls behind it go ahead. */
  async function runAlone(name: Name, { run, given, resolve, reject }: Waiting): Promise<void> {
    const done = run(() => call(name, given)).then(resolve, reject);
    const waited = Promise.withResolvers<void>();
    const timer = setTimeout(waited.resolve, LOCK_MS);
    await Promise.race([done, waited.promise]);
    clearTimeout(timer);
  }

  /** The next calls that may go in one batch, in their order. */
  function nextBatch(name: Name, waiting: Waiting[]): Waiting[] {
    const { order, apart } = together[name] ?? {};
    if (order === undefined || waiting.length === 1) return waiting.splice(0, MAX_BATCH);
    const keyOf = ({ given }: Waiting) => String(toJsonValue(given[order as keyof typeof given]));
    const batch: [string, Waiting][] = [];
    const keys = new Set<string>();
    const left: Waiting[] = [];
    for (const one of waiting.splice(0)) {
      const key = keyOf(one);
      if (batch.length === MAX_BATCH || (apart && keys.has(key))) left.push(one);
      else batch.push([key, one]);
      keys.add(key);
    }
    waiting.push(...left);
    return batch.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }

  async function runQueue(
    name: Name,
    queue: { waiting: Waiting[]; running: number; text: string },
  ) {
    queue.running += 1;
    for (;;) {
      const batch = nextBatch(name, queue.waiting);
      const [first] = batch;
      if (!first) break;
      if (batch.length > 1) await first.run(() => runBatch(name, queue.text, batch));
      else await runAlone(name, first);
    }
    queue.running -= 1;
  }

  return (name, given, beforeCommit) => {
    const queue = queues.get(name);
    if (!queue || beforeCommit) return call(name, given, beforeCommit);
    const one = { ...Promise.withResolvers<object[]>(), given, run: AsyncLocalStorage.snapshot() };
    queue.waiting.push(one);
    if (queue.running < CONCURRENCY) void runQueue(name, queue);
    return one.promise;
  };
}

/** Whether Postgres undid a statement: a lock timeout, a deadlock or a serialization failure. */
function isUndone(error: unknown): boolean {
  return ["55P03", "40P01", "40001"].includes((error as { code?: string }).code ?? "");
}

/** Takes the locks, then calls the function for each of the calls in `$1`, in their order. */
function batchText(
  schema: string,
  name: string,
  parameters: Readonly<Record<string, string>>,
  locks: { name: string; given: readonly string[] } | undefined,
): string {
  const columns = Object.entries(parameters).map(([column, type]) => `"${column}" ${type}`);
  const passed = Object.keys(parameters).map((column) => `given."${column}"`);
  const places = locks?.given.map((_, index) => `$${index + 2}`);
  const taken = locks && places ? `, ${schema}.${locks.name}(${places.join(", ")})` : "";
  return `
    WITH locked AS MATERIALIZED (SELECT set_config('lock_timeout', '${LOCK_MS}ms', true)${taken})
    SELECT given.at, ${name}.* FROM locked,
      LATERAL json_to_recordset(CASE WHEN locked IS NOT NULL THEN $1::json END)
        AS given (at integer, ${columns.join(", ")}),
      LATERAL ${schema}.${name}(${passed.join(", ")})`;
}

function toJson(given: object): object {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, toJsonValue(value)]),
  );
}

/** A value as Postgres reads its type from JSON. */
function toJsonValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString("hex")}`;
  return Array.isArray(value) ? value.map(toJsonValue) : value;
}
