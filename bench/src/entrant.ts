import type { Cluster } from "./cluster.ts";
import type { Operation } from "./contestants/contestant.ts";
import { load } from "./load.ts";
import type { Entrant } from "./rounds.ts";

/** One operation of a contestant, to be measured in turns with the same of others. */
export function entrant(
  name: string,
  operation: Operation,
  concurrency: number,
  cluster: Cluster,
): Entrant {
  return {
    name,
    measure: async (count) => load(await operation(count), concurrency, cluster.cpuMs),
  };
}
