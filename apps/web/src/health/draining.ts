import { setTimeout as sleep } from "node:timers/promises";

const KEY = Symbol.for("watchword.draining");
const holder = globalThis as { [KEY]?: boolean };

/**
 * Has readiness say that this process stops, for so long, while it still answers everything: a balancer that
 * looks each few seconds sends nobody here any more when the port closes.
 */
export async function drain(seconds: number): Promise<void> {
  holder[KEY] = true;
  await sleep(seconds * 1_000);
}

export function isDraining(): boolean {
  return holder[KEY] === true;
}
