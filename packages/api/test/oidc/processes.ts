import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { SECRET } from "../caller.ts";
import { WIKI } from "./apps.ts";
import type { Provider } from "./provider.ts";

/** Two further processes over the provider's database. Where they serve. */
export async function startTwoProcesses({ api, issuer }: Provider) {
  const orders = {
    databaseUrl: api.databaseUrl,
    secret: SECRET,
    publicUrl: issuer,
    key: WIKI.secretHash,
  };
  const file = path.join(import.meta.dirname, "process.ts");
  const processes = [1, 2].map(() => fork(file, [JSON.stringify(orders)]));
  const urls = await Promise.all(
    processes.map(async (process) => String((await once(process, "message"))[0])),
  );
  return {
    urls,
    stop() {
      for (const process of processes) process.disconnect();
    },
  };
}
