import { median } from "simple-statistics";
import { startCluster } from "../cluster.ts";
import { CALLS, type Call } from "../http/calls.ts";
import { constants, type Field, takeField, warmUp } from "../http/field.ts";
import { fire } from "../http/fire.ts";
import { passHour } from "../http/hour.ts";
import { readVitals } from "../http/vitals.ts";
import type { Part, PartOptions } from "../part.ts";
import { type Entrant, inTurns } from "../rounds.ts";
import { type HttpMeasured, type Http, httpTables } from "./http-tables.ts";

/** The procedures over HTTP, beside what Next takes for a constant and what Node alone takes for them. */
export const http: Part<Http> = {
  async run(options) {
    await using cluster = await startCluster();
    const field = await takeField(cluster);
    return await measure(field, options).finally(field.stop);
  },
  tables: httpTables,
};

async function measure(field: Field, { quick }: PartOptions): Promise<Http> {
  const { product, postgresCpuMs } = field;
  const hour = quick ? { batches: 2, batchSize: 600 } : { batches: 6, batchSize: 6_000 };
  console.log("an hour's worth of requests");
  const vitals = await passHour(product, { ...hour, postgresCpuMs });
  await warmUp(field);
  const pace = quick ? { rounds: 3, roundMs: 150 } : { rounds: 5, roundMs: 700 };
  const measured: HttpMeasured[] = [];
  for (const concurrency of [10, 50]) {
    for (const call of CALLS.filter(({ concurrencies }) => concurrencies.includes(concurrency))) {
      console.log(`${call.name}, ${concurrency} at once`);
      const lateness: number[] = [];
      const entrants = enter(field, call, { concurrency, lateness });
      const by = await inTurns(entrants, { ...pace, concurrency });
      const lateP99Ms = median(lateness.slice(-pace.rounds));
      measured.push({ call: call.name, concurrency, by, lateP99Ms });
    }
  }
  return { measured, hour: { requests: hour.batches * hour.batchSize, vitals } };
}

function enter(
  { floor, product, plain, postgresCpuMs }: Field,
  { prepare }: Call,
  { concurrency, lateness }: { concurrency: number; lateness: number[] },
): Entrant[] {
  const firing = { concurrency, postgresCpuMs };
  return [
    {
      name: floor.name,
      measure: async (count) =>
        fire(floor.url, constants(count), { ...firing, webCpuMs: floor.cpuMs }),
    },
    {
      name: product.name,
      async measure(count) {
        const shots = await prepare(product.prepared, count);
        await readVitals(product.url);
        const load = await fire(product.url, shots, { ...firing, webCpuMs: product.cpuMs });
        lateness.push((await readVitals(product.url)).lateP99Ms);
        return load;
      },
    },
    {
      name: plain.name,
      measure: async (count) =>
        fire(plain.url, await prepare(plain.prepared, count), {
          ...firing,
          webCpuMs: plain.cpuMs,
        }),
    },
  ];
}
