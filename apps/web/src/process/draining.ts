import { setTimeout as sleep } from "node:timers/promises";
import { processWide } from "./process-wide.ts";

const holder = processWide<boolean>("draining");

/**
 * Has readiness say that this process stops, for so long, while it still answers everything: a balancer that
 * looks each few seconds sends nobody here any more when the port closes.
 */
export async function drain(seconds: number): Promise<void> {
  holder.value = true;
  await sleep(seconds * 1_000);
}

export function isDraining(): boolean {
  return holder.value === true;
}
