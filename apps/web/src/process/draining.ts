import { setTimeout as sleep } from "node:timers/promises";
import { processWide } from "./process-wide.ts";

const holder = processWide<boolean>("draining");

/**
 * Makes readiness report, for that long, that this process is stopping, while it still answers everything. So a
 * balancer that checks every few seconds sends nobody here any more when the port closes.
 */
export async function drain(seconds: number): Promise<void> {
  holder.value = true;
  await sleep(seconds * 1_000);
}

export function isDraining(): boolean {
  return holder.value === true;
}
