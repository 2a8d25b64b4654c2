import { type Cluster, startCluster } from "../cluster.ts";
import { startBetterAuth } from "../contestants/better-auth.ts";
import { type Contestant, OPERATIONS, type StartContestant } from "../contestants/contestant.ts";
import { startFloor } from "../contestants/floor.ts";
import { startLucia } from "../contestants/lucia.ts";
import { startWatchword } from "../contestants/watchword.ts";
import { entrant } from "../entrant.ts";
import type { Part, PartOptions } from "../part.ts";
import { inTurns, type Measured } from "../rounds.ts";
import { countTraffic } from "../traffic.ts";
import { type InProcess, inProcessTables } from "./in-process-tables.ts";

const POOL_SIZE = 10;
const CONCURRENCIES = [1, 10, 50] as const;

const CONTESTANTS: Record<string, StartContestant> = {
  watchword: startWatchword,
  better_auth: startBetterAuth,
  lucia: startLucia,
  floor: startFloor,
};

/** The same work by each contestant, called as functions in this process. */
export const inProcess: Part<InProcess> = {
  async run(options) {
    await using cluster = await startCluster();
    return await measure(cluster, options);
  },
  tables: inProcessTables,
};

async function measure(cluster: Cluster, { quick }: PartOptions): Promise<InProcess> {
  const pace = quick ? { rounds: 3, roundMs: 100 } : { rounds: 7, roundMs: 250 };
  const traffic: InProcess["traffic"] = {};
  const contestants: Contestant[] = [];
  for (const [database, start] of Object.entries(CONTESTANTS)) {
    const databaseUrl = await cluster.database(database);
    contestants.push(await start({ databaseUrl, poolSize: POOL_SIZE }));
    for (const [operation, counted] of Object.entries(await countTraffic(start, databaseUrl)))
      (traffic[operation] ??= {})[contestants.at(-1)?.name ?? ""] = counted;
  }
  const measured: InProcess["measured"] = {};
  for (const concurrency of CONCURRENCIES) {
    const byOperation: Record<string, Record<string, Measured>> = {};
    for (const name of OPERATIONS) {
      console.log(`${name}, ${concurrency} at once`);
      const entrants = contestants.flatMap(({ name: who, operations: { [name]: operation } }) =>
        operation ? [entrant(who, operation, concurrency, cluster)] : [],
      );
      byOperation[name] = await inTurns(entrants, { ...pace, concurrency });
    }
    measured[concurrency] = byOperation;
  }
  for (const contestant of contestants) await contestant.close();
  return { poolSize: POOL_SIZE, measured, traffic };
}
