import { startCluster } from "../cluster.ts";
import { betterAuthProvider } from "../code-flow/better-auth.ts";
import type { Provider } from "../code-flow/app.ts";
import { watchwordProvider } from "../code-flow/watchword.ts";
import { entrant } from "../entrant.ts";
import type { Part, PartOptions } from "../part.ts";
import { cost, ratio, spread } from "../measured-words.ts";
import { table } from "../report.ts";
import { inTurns, type Measured } from "../rounds.ts";

const CONCURRENCIES = [1, 10] as const;
const PROVIDERS: Record<string, (databaseUrl: string) => Promise<Provider>> = {
  Watchword: watchwordProvider,
  "Better Auth": betterAuthProvider,
};

type CodeFlow = Record<string, Record<string, Measured>>;

/** A whole sign-in at an app by OpenID Connect, answered by the two handlers in this process. */
export const codeFlow: Part<CodeFlow> = {
  async run({ quick }: PartOptions) {
    const pace = quick ? { rounds: 3, roundMs: 200 } : { rounds: 7, roundMs: 500 };
    await using started = new AsyncDisposableStack();
    const cluster = started.use(await startCluster());
    const providers: [string, Provider][] = [];
    for (const [name, start] of Object.entries(PROVIDERS)) {
      const database = name.toLowerCase().replace(" ", "_");
      const provider = await start(await cluster.database(database));
      providers.push([name, started.adopt(provider, (one) => one.close())]);
    }
    const measured: CodeFlow = {};
    for (const concurrency of CONCURRENCIES) {
      const entrants = providers.map(([name, provider]) =>
        entrant(name, async (count) => provider.flows(count), concurrency, cluster),
      );
      measured[concurrency] = await inTurns(entrants, { ...pace, concurrency });
    }
    return measured;
  },
  tables(measured) {
    const names = Object.keys(PROVIDERS);
    const rowsOf = (figure: (measured: Measured | undefined) => string) =>
      Object.entries(measured).map(([concurrency, by]) => [
        `${concurrency} at once`,
        ...names.map((name) => figure(by[name])),
        ratio(by["Watchword"], by["Better Auth"]),
      ]);
    return [
      "Sign-ins a second: the median of the rounds (quartiles)",
      table(["", ...names, "×"], rowsOf(spread)),
      "**What one costs**, in milliseconds of processor, Node + Postgres",
      table(
        ["", ...names],
        rowsOf(cost).map((row) => row.slice(0, -1)),
      ),
    ].join("\n\n");
  },
};
