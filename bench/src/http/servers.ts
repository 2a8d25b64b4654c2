import path from "node:path";
import { freePort, type Restartable, restartable, webProcess } from "../../faults/processes.ts";
import { buildProduct } from "../build-product.ts";
import type { Cluster } from "../cluster.ts";
import { POLICY, prepareWatchword, SECRET } from "../contestants/prepared.ts";
import { cpuMsOf } from "../cpu.ts";
import { startNextApp } from "../next-app.ts";
import type { Prepared } from "./calls.ts";
import { METRICS_TOKEN } from "./vitals.ts";

const BENCH = path.join(import.meta.dirname, "../..");
const FLOOR = "next-floor";
const COLLECT_GARBAGE = path.join(import.meta.dirname, "collect-garbage.ts");

/** A process that answers HTTP. */
export interface Server {
  name: string;
  url: string;
  cpuMs(): number;
  stop(): Promise<void>;
}

/** One that has Watchword's procedures, and what makes calls of them ready. */
export interface ApiServer extends Server {
  prepared: Prepared;
  pid(): number;
}

/** A Next app with one route, which answers a constant. */
export async function startFloor(): Promise<Server> {
  const { url, child } = await startNextApp(FLOOR);
  return {
    name: "Next, a constant",
    url,
    cpuMs: () => cpuMsOf(child.pid()),
    stop: child.kill,
  };
}

/** The built app as `pnpm start` starts it. Its mails stay in the queue: they are another part's. */
export async function startProduct(cluster: Cluster): Promise<ApiServer> {
  buildProduct();
  const databaseUrl = await cluster.database("http_product");
  const prepared = await prepareWatchword(databaseUrl);
  const port = await freePort();
  const child = webProcess({
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    WATCHWORD_SECRET: SECRET,
    WATCHWORD_POLICY: JSON.stringify(POLICY),
    PUBLIC_URL: `http://localhost:${port}`,
    PORT: `${port}`,
    WORKER: "off",
    METRICS_TOKEN,
    NODE_OPTIONS: `--import=${COLLECT_GARBAGE}`,
  });
  await child.start();
  return serving("Watchword", `http://127.0.0.1:${port}`, { child, prepared });
}

/** The same procedures behind Node's own HTTP server. */
export async function startPlain(cluster: Cluster): Promise<ApiServer> {
  const databaseUrl = await cluster.database("http_plain");
  const prepared = await prepareWatchword(databaseUrl);
  const command = [process.execPath, "src/http/plain-server.ts", databaseUrl] as const;
  const child = restartable(command, { NODE_ENV: "production" }, /Listens on port \d+/, BENCH);
  await child.start();
  const port = /Listens on port (\d+)/.exec(child.output())?.[1];
  return serving("plain Node", `http://127.0.0.1:${port}`, { child, prepared });
}

function serving(
  name: string,
  url: string,
  { child, prepared }: { child: Restartable; prepared: Prepared },
): ApiServer {
  return {
    name,
    url,
    prepared,
    pid: child.pid,
    cpuMs: () => cpuMsOf(child.pid()),
    async stop() {
      await child.kill();
      await prepared.auth.close();
    },
  };
}
