import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { PolicyOverrides } from "../../src/policy/policy.ts";
import { type Product, SECRET, startProduct } from "../product.ts";
import type { Answer, Call, Orders } from "./caller.ts";

export interface Fleet {
  /** Splits the calls over the processes, has them all make theirs at once, and gathers the answers. */
  call(calls: Call[]): Promise<Answer[]>;
  stop(): Promise<void>;
}

/** One process per entry, each with its own pool and, if told, its own idea of the time. */
export async function startFleet(orders: Orders[]): Promise<Fleet> {
  const processes = await Promise.all(orders.map(start));
  return {
    async call(calls) {
      const shares = processes.map((_, index) =>
        calls.filter((_call, position) => position % processes.length === index),
      );
      const answers = processes.map(async (process) => {
        const [answer] = (await once(process, "message")) as [Answer[] | string];
        if (typeof answer === "string") throw new Error(answer);
        return answer;
      });
      processes.forEach((process, index) => process.send(shares[index] ?? []));
      return (await Promise.all(answers)).flat();
    },
    async stop() {
      await Promise.all(
        processes.map((process) => {
          process.disconnect();
          return once(process, "exit");
        }),
      );
    },
  };
}

/** A product, and two processes over its database, which are stopped with it. */
export async function startProductAndFleet(
  policy?: PolicyOverrides,
): Promise<{ product: Product; fleet: Fleet }> {
  const product = await startProduct(policy && { policy });
  const orders = { databaseUrl: product.databaseUrl, secret: SECRET, ...(policy && { policy }) };
  const fleet = await startFleet([orders, orders]);
  async function close() {
    await fleet.stop();
    await product.close();
  }
  return { product: { ...product, close }, fleet };
}

async function start(orders: Orders): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("caller.ts", import.meta.url));
  const process = fork(script, [JSON.stringify(orders)], { execArgv: [] });
  await once(process, "message");
  return process;
}
