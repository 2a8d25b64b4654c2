import { OPERATIONS, type StartContestant } from "./contestants/contestant.ts";
import { startCountingProxy, type Traffic } from "./wire.ts";

/** Runs that are counted, after as many that open connections and fill caches. */
const COUNTED = 10;

/** What one run of each operation sends and waits for, counted at the wire. */
export async function countTraffic(
  start: StartContestant,
  databaseUrl: string,
): Promise<Record<string, Traffic>> {
  const proxy = await startCountingProxy(databaseUrl);
  const contestant = await start({ databaseUrl: proxy.url, poolSize: 1 });
  const traffic: Record<string, Traffic> = {};
  for (const name of OPERATIONS) {
    const runs = (await contestant.operations[name]?.(2 * COUNTED)) ?? [];
    if (runs.length === 0) continue;
    for (const run of runs.slice(0, COUNTED)) await run();
    const before = { ...proxy.traffic };
    for (const run of runs.slice(COUNTED)) await run();
    const perRun = (key: keyof Traffic) => (proxy.traffic[key] - before[key]) / COUNTED;
    traffic[name] = {
      statements: perRun("statements"),
      roundTrips: perRun("roundTrips"),
      parses: perRun("parses"),
      bytes: perRun("bytes"),
    };
  }
  await contestant.close();
  await proxy.close();
  return traffic;
}
