import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "./deployment.ts";

/** How long it took until something held; for ever where it didn't in time. */
export async function until(holds: () => Promise<boolean>, timeoutMs: number): Promise<number> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > timeoutMs) return Number.POSITIVE_INFINITY;
    await sleep(50);
  }
  return performance.now() - startedAt;
}

export async function countWaitingMails({ asOwner }: Deployment): Promise<number> {
  const [row] = await asOwner<{ waiting: number }>(
    "SELECT count(*)::int AS waiting FROM mails WHERE state IN ('queued', 'sending')",
  );
  return row?.waiting ?? 0;
}
