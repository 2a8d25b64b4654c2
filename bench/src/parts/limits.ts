import { startCluster } from "../cluster.ts";
import type { OperationName } from "../contestants/contestant.ts";
import { entrant } from "../entrant.ts";
import { betterAuthCalls } from "../limits/better-auth.ts";
import { type CallSite, runs } from "../limits/callers.ts";
import { watchwordCalls } from "../limits/watchword.ts";
import type { Part, PartOptions } from "../part.ts";
import { table } from "../report.ts";
import { inTurns, type Measured } from "../rounds.ts";

const OPERATIONS = ["sign in, known user", "verify a one-time token", "read a session"] as const;
const CONCURRENCY = 10;
const SITES = {
  "Watchword, limits off": ["watchword", (url) => watchwordCalls(url, false)],
  "Watchword, limits on": ["watchword_limited", (url) => watchwordCalls(url, true)],
  "Better Auth, limits off": ["better_auth", (url) => betterAuthCalls(url, false)],
  "Better Auth, limits on": ["better_auth_limited", (url) => betterAuthCalls(url, true)],
} satisfies Record<string, [string, (databaseUrl: string) => Promise<CallSite>]>;

type Limits = Partial<Record<OperationName, Record<string, Measured>>>;

/** Whole requests to the two handlers in this process, with the limits of callers off and on. */
export const limits: Part<Limits> = {
  async run({ quick }: PartOptions) {
    const pace = quick ? { rounds: 3, roundMs: 100 } : { rounds: 7, roundMs: 400 };
    await using started = new AsyncDisposableStack();
    const cluster = started.use(await startCluster());
    const sites: [string, CallSite][] = [];
    for (const [name, [database, open]] of Object.entries(SITES)) {
      const site = await open(await cluster.database(database));
      sites.push([name, started.adopt(site, (one) => one.close())]);
    }
    const measured: Limits = {};
    for (const operation of OPERATIONS) {
      const entrants = sites.map(([name, site]) => {
        const prepare = async (count: number) =>
          runs(site, (await site.requests[operation]?.(count)) ?? []);
        return entrant(name, prepare, CONCURRENCY, cluster);
      });
      measured[operation] = await inTurns(entrants, { ...pace, concurrency: CONCURRENCY });
    }
    return measured;
  },
  tables(measured) {
    const names = Object.keys(SITES);
    const rows = Object.entries(measured).map(([operation, by]) => [
      operation,
      ...names.map((name) => by[name]?.perSecond ?? NaN),
      ratio(by, "off"),
      ratio(by, "on"),
    ]);
    return table(["", ...names, "×, off", "×, on"], rows);
  },
};

function ratio(by: Record<string, Measured>, state: "on" | "off"): number {
  const [ours, theirs] = [by[`Watchword, limits ${state}`], by[`Better Auth, limits ${state}`]];
  return (ours?.perSecond ?? NaN) / (theirs?.perSecond ?? NaN);
}
