import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { AuthContext } from "@watchword/auth";
import { cleanUp } from "@watchword/auth/clean-up";
import type { Contestant, OperationName, Run } from "../contestants/contestant.ts";
import { dropMonth, type Month, whileRead } from "./old-month.ts";

/** Milliseconds. */
export interface Times {
  p50: number;
  p99: number;
  longest: number;
  calls: number;
}

export interface Windows {
  rounds: number;
  windowMs: number;
}

interface Deployment {
  contestant: Contestant;
  auth: AuthContext;
  month: Month;
}

/** Of each kind of call a third. */
const MIX: OperationName[] = ["request a code", "sign in, known user", "read a session"];
const CONCURRENCY = 4;
/** Calls that are made ready for a second. */
const PER_SECOND = 1_000;

const MEANWHILE: Record<string, (deployment: Deployment, signal: AbortSignal) => Promise<unknown>> =
  {
    nothing: async () => {},
    "tokens, mails and sessions that are over are cleaned away": ({ auth }, signal) =>
      cleanUp(auth, signal),
    "a month of the record is dropped": ({ auth }) => dropMonth(auth),
    "a month of the record is dropped while somebody reads it": ({ auth, month }, signal) =>
      whileRead(month, signal, () => dropMonth(auth)),
  };

/** Times calls in windows: in turns with nothing else going on, and with each of the rest. */
export async function timeUnderCleanUp(
  deployment: Deployment,
  { rounds, windowMs }: Windows,
): Promise<Record<string, Times>> {
  const times = new Map(Object.keys(MEANWHILE).map((name) => [name, createHistogram()]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(MEANWHILE)) {
      await deployment.month.make();
      const runs = await mixed(deployment.contestant, (windowMs / 1_000) * PER_SECOND);
      const over = AbortSignal.timeout(windowMs);
      const working = work(deployment, over);
      await callUntil(over, runs, times.get(name) ?? createHistogram());
      await working;
    }
  }
  return Object.fromEntries([...times].map(([name, histogram]) => [name, summarize(histogram)]));
}

async function mixed({ operations }: Contestant, count: number): Promise<Run[]> {
  const each = Math.ceil(count / MIX.length);
  const kinds = await Promise.all(MIX.map(async (name) => (await operations[name]?.(each)) ?? []));
  return Array.from({ length: each }, (_, index) =>
    kinds.flatMap((runs) => runs.slice(index, index + 1)),
  ).flat();
}

/** Calls one after the other, so many at a time, until it is over. */
async function callUntil(over: AbortSignal, runs: Run[], times: RecordableHistogram) {
  const waiting = runs.values();
  const worker = async () => {
    for (const run of waiting) {
      if (over.aborted) return;
      const begun = process.hrtime.bigint();
      await run();
      times.record(process.hrtime.bigint() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  while (!over.aborted) await sleep(10);
}

function summarize(times: RecordableHistogram): Times {
  return {
    p50: times.percentile(50) / 1e6,
    p99: times.percentile(99) / 1e6,
    longest: times.max / 1e6,
    calls: times.count,
  };
}
