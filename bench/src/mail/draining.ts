import { readFileSync } from "node:fs";
import type { Restartable } from "../../faults/processes.ts";
import type { Cluster } from "../cluster.ts";
import { cpuMsOf } from "../cpu.ts";
import { startCountingProxy } from "../wire.ts";
import { type MailRig, type ProviderName, startMailRig } from "./rig.ts";

export interface Draining {
  provider: ProviderName;
  workers: number;
  mails: number;
  perSecond: number;
  /** Milliseconds of processor per mail, of the workers and of Postgres. */
  workerMs: number;
  postgresMs: number;
  /** Megabytes resident, of the fullest worker: at most in the first quarter of the time, and in the last. */
  memory: { first: number; last: number };
}

const ASKING_CONCURRENCY = 8;
const LOOKS_PER_SECOND = 4;

/** How fast workers drain a queue of sign-in mails, and in how much memory. */
export async function drain(
  cluster: Cluster,
  { provider, workers, mails }: Pick<Draining, "provider" | "workers" | "mails">,
): Promise<Draining> {
  const rig = await startMailRig(cluster);
  try {
    await queue(rig, mails);
    const running = await Promise.all(
      Array.from({ length: workers }, () => rig.startWorker(provider)),
    );
    const cpuBefore = { workers: cpuOf(running), postgres: cluster.cpuMs() };
    const left = await countWaiting(rig);
    const startedAt = performance.now();
    const peaks: number[] = [];
    const look = setInterval(
      () => peaks.push(Math.max(...running.map(residentMb))),
      1_000 / LOOKS_PER_SECOND,
    );
    await rig.drained(["email-otp"]);
    clearInterval(look);
    const seconds = (performance.now() - startedAt) / 1_000;
    const quarter = Math.ceil(peaks.length / 4);
    return {
      provider,
      workers,
      mails,
      perSecond: left / seconds,
      workerMs: (cpuOf(running) - cpuBefore.workers) / left,
      postgresMs: (cluster.cpuMs() - cpuBefore.postgres) / left,
      memory: {
        first: Math.max(...peaks.slice(0, quarter)),
        last: Math.max(...peaks.slice(-quarter)),
      },
    };
  } finally {
    await rig.close();
  }
}

export interface MailTraffic {
  statements: number;
  roundTrips: number;
}

/** What a worker sends to Postgres for one mail and waits for, its looking for jobs included. */
export async function countMailTraffic(cluster: Cluster, mails: number): Promise<MailTraffic> {
  const rig = await startMailRig(cluster);
  const proxy = await startCountingProxy(rig.databaseUrl);
  try {
    await rig.startWorker("resend", proxy.url);
    await queue(rig, mails);
    await rig.drained(["email-otp"]);
    const before = { ...proxy.traffic };
    await queue(rig, mails);
    await rig.drained(["email-otp"]);
    return {
      statements: (proxy.traffic.statements - before.statements) / mails,
      roundTrips: (proxy.traffic.roundTrips - before.roundTrips) / mails,
    };
  } finally {
    await rig.close();
    await proxy.close();
  }
}

async function queue({ request }: MailRig, mails: number): Promise<void> {
  let asked = 0;
  const ask = async () => {
    while (asked < mails) await request(`somebody-${asked++}@example.com`);
  };
  await Promise.all(Array.from({ length: ASKING_CONCURRENCY }, ask));
}

async function countWaiting({ auth }: MailRig): Promise<number> {
  const { waiting } = await auth.db
    .selectFrom("mails")
    .select(({ fn }) => fn.countAll<string>().as("waiting"))
    .where("state", "in", ["queued", "sending"])
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

const cpuOf = (workers: readonly Restartable[]) =>
  workers.reduce((sum, worker) => sum + cpuMsOf(worker.pid()), 0);

/** Linux tells; elsewhere it is 0. */
function residentMb(worker: Restartable): number {
  try {
    const status = readFileSync(`/proc/${worker.pid()}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
