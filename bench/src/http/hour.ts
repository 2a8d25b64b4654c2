import { CALLS, type Prepared, type Shot } from "./calls.ts";
import { fire } from "./fire.ts";
import type { ApiServer } from "./servers.ts";
import { readVitals, type Vitals } from "./vitals.ts";

/** Of twelve requests one asks for a code, one signs in with one, and ten read a session. */
const SHARES: Record<string, number> = {
  "emailOtp.request": 1,
  "emailOtp.signIn, new user": 1,
  "session.current": 10,
};
const CONCURRENCY = 10;

export interface HourOptions {
  batches: number;
  /** Requests in each: a multiple of twelve. */
  batchSize: number;
  postgresCpuMs: () => number;
}

/** Sends in a row what ten requests a second are in an hour. Answers how the process is before and between. */
export async function passHour(
  server: ApiServer,
  { batches, batchSize, postgresCpuMs }: HourOptions,
): Promise<Vitals[]> {
  const vitals = [await readAll(server)];
  for (let batch = 0; batch < batches; batch++) {
    const shots = await mix(server.prepared, batchSize);
    await fire(server.url, shots, {
      concurrency: CONCURRENCY,
      webCpuMs: server.cpuMs,
      postgresCpuMs,
    });
    vitals.push(await readAll(server));
  }
  return vitals;
}

/** How late it has been, and what it holds when its garbage is gone: asked twice, since the signal has arrived at the second. */
async function readAll({ url, pid }: ApiServer): Promise<Vitals> {
  const { lateP50Ms, lateP99Ms, lateMaxMs } = await readVitals(url);
  process.kill(pid(), "SIGUSR2");
  await readVitals(url);
  const { rssMb, heapMb } = await readVitals(url);
  return { rssMb, heapMb, lateP50Ms, lateP99Ms, lateMaxMs };
}

/** So many requests, of each kind its share, one kind after the other. */
async function mix(prepared: Prepared, count: number): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const { name, prepare } of CALLS)
    shots.push(...(await prepare(prepared, ((SHARES[name] ?? 0) * count) / 12)));
  return shots;
}
