import { type Auth, createAuth } from "@watchword/auth";
import { cleanUp } from "@watchword/auth/clean-up";
import { keepTotals } from "@watchword/auth/operator";
import { type Cluster, startCluster } from "../cluster.ts";
import { type Contestant, OPERATIONS } from "../contestants/contestant.ts";
import { SECRET } from "../contestants/prepared.ts";
import { startWatchword } from "../contestants/watchword.ts";
import { entrant } from "../entrant.ts";
import { fill } from "../growth/fill.ts";
import { readLog } from "../growth/log.ts";
import { oldMonth } from "../growth/old-month.ts";
import { timePages } from "../growth/pages.ts";
import { timeUnderCleanUp } from "../growth/under-clean-up.ts";
import { weigh } from "../growth/weigh.ts";
import type { Part, PartOptions } from "../part.ts";
import { inTurns } from "../rounds.ts";
import { type Growth, growthTables } from "./growth-tables.ts";

const SIZES = { "10 thousand": 10_000, "1 million": 1_000_000, "10 million": 10_000_000 };
const QUICK_SIZES = { "10 thousand": 10_000, "50 thousand": 50_000 };

const CONCURRENCY = 10;

/** A crash while filling costs the run, and it has nothing to lose. */
const FILLING = {
  fsync: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: 0,
  max_wal_size: "16GB",
  checkpoint_timeout: "30min",
  autovacuum: "off",
};

/** What docs/scaling.md says of memory and of checkpoints, for this machine; all else as it comes. */
const SERVING = { shared_buffers: "4GB", max_wal_size: "16GB", checkpoint_timeout: "15min" };

/** The same calls over tables of different sizes, in turns; and the largest while it is cleaned up. */
export const growth: Part<Growth> = {
  async run(options) {
    await using cluster = await startCluster();
    return await measure(cluster, options);
  },
  tables: growthTables,
};

interface Deployment {
  url: string;
  auth: Auth;
  contestant: Contestant;
}

async function measure(cluster: Cluster, { quick }: PartOptions): Promise<Growth> {
  const sizes = quick ? QUICK_SIZES : SIZES;
  const pace = quick ? { rounds: 3, roundMs: 100 } : { rounds: 9, roundMs: 400 };
  await cluster.restart(FILLING);
  for (const accounts of Object.values(sizes)) await fill(await urlOf(cluster, accounts), accounts);
  await cluster.restart(SERVING);

  const deployments: Record<string, Deployment> = {};
  for (const [size, accounts] of Object.entries(sizes))
    deployments[size] = await open(await urlOf(cluster, accounts), accounts);
  const measured: Growth["measured"] = {};
  for (const name of OPERATIONS) {
    console.log(name);
    const entrants = Object.entries(deployments).flatMap(([size, { contestant }]) => {
      const operation = contestant.operations[name];
      return operation ? [entrant(size, operation, CONCURRENCY, cluster)] : [];
    });
    measured[name] = await inTurns(entrants, { ...pace, concurrency: CONCURRENCY });
  }
  const log: Growth["log"] = {};
  const reading = { calls: quick ? 200 : 2_000, atOnce: CONCURRENCY };
  for (const [size, { url, contestant }] of Object.entries(deployments)) {
    for (const [name, bytes] of Object.entries(await readLog(url, contestant, reading)))
      (log[name] ??= {})[size] = bytes;
  }

  const [largest, accounts] = Object.entries(sizes).at(-1) ?? [];
  const deployment = deployments[largest ?? ""];
  if (!deployment || accounts === undefined) throw new Error("There is no size.");
  const month = oldMonth(deployment.url, accounts / 50);
  const windows = quick ? { rounds: 1, windowMs: 1_000 } : { rounds: 5, windowMs: 3_000 };
  const cleanUpTimes = await timeUnderCleanUp({ ...deployment, month }, windows);
  for (const { auth } of Object.values(deployments)) {
    await cleanUp(auth);
    await keepTotals(auth);
  }
  const pages = await timePages(
    Object.fromEntries(Object.entries(deployments).map(([size, { auth }]) => [size, auth])),
  );
  const weights = await weigh(deployment.url);
  for (const { auth, contestant } of Object.values(deployments))
    await Promise.all([auth.close(), contestant.close()]);
  return { sizes, measured, log, cleanUp: cleanUpTimes, pages, weights };
}

function urlOf(cluster: Cluster, accounts: number): Promise<string> {
  return cluster.database(`accounts_${accounts}`);
}

async function open(url: string, accounts: number): Promise<Deployment> {
  const contestant = await startWatchword({ databaseUrl: url, poolSize: CONCURRENCY, accounts });
  const auth = createAuth({ database: url, secret: SECRET });
  return { url, auth, contestant };
}
