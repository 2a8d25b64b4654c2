import type { Cluster } from "../cluster.ts";
import { cycle } from "../contestants/contestant.ts";
import { CALLS, type Call, get, type Shot } from "./calls.ts";
import { fire } from "./fire.ts";
import { type ApiServer, type Server, startFloor, startPlain, startProduct } from "./servers.ts";

/** Requests that each server has answered before anything is measured. */
const WARM_UP = 3_000;

/** The servers that are compared. */
export interface Field {
  floor: Server;
  product: ApiServer;
  plain: ApiServer;
  postgresCpuMs: () => number;
  stop(): Promise<void>;
}

export async function takeField(cluster: Cluster): Promise<Field> {
  const started: Server[] = [];
  const stop = async () => void (await Promise.all(started.map((server) => server.stop())));
  const noted = async <Kind extends Server>(starting: Promise<Kind>) => {
    const server = await starting;
    started.push(server);
    return server;
  };
  try {
    const floor = await noted(startFloor());
    const product = await noted(startProduct(cluster));
    const plain = await noted(startPlain(cluster));
    return { floor, product, plain, postgresCpuMs: cluster.cpuMs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export const constants = (count: number): Shot[] => cycle([get("/constant")], count);

export async function warmUp({ floor, plain, postgresCpuMs }: Field): Promise<void> {
  const session = CALLS.find(({ name }) => name === "session.current") as Call;
  for (const [server, shots] of [
    [floor, constants(WARM_UP)],
    [plain, await session.prepare(plain.prepared, WARM_UP)],
  ] as const)
    await fire(server.url, shots, { concurrency: 10, webCpuMs: server.cpuMs, postgresCpuMs });
}
