import { setTimeout as sleep } from "node:timers/promises";
import { processWide } from "./process-wide.ts";

/**
 * The state of mail in this process. The server owns the worker, so pages and routes reach it through a function on
 * `globalThis`.
 */
export interface MailCheck {
  /** What keeps mail from going out, in a few words; null if nothing does. */
  problem: string | null;
  /** Whether mail was found to work at least once since the process started. */
  proven: boolean;
}

/** Anybody may ask for readiness: the provider is asked at most this often. */
const ASK_EVERY_MS = 15_000;
/** How long whoever asks waits for its answer; then the one before counts. */
const WAITS_MS = 2_000;
/** From then on it counts that there is none. */
const LATE_AFTER_MS = 10_000;

const holder = processWide<() => Promise<MailCheck>>("mail-check");

/** Makes `check` the source of answers about mail, and calls it at once. Resolves with its first answer. */
export async function setMailCheck(check: () => Promise<string | null>): Promise<MailCheck> {
  let last: MailCheck = { problem: "no answer in time", proven: false };
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  async function ask(): Promise<void> {
    askedAt = performance.now();
    const problem = await check();
    last = { problem, proven: last.proven || problem === null };
  }
  function askNow(): Promise<void> {
    return (asking ??= ask().finally(() => (asking = null)));
  }
  holder.value = async () => {
    if (performance.now() - askedAt > ASK_EVERY_MS) void askNow();
    const waitedMs = performance.now() - askedAt;
    if (asking) await Promise.race([asking, sleep(WAITS_MS - waitedMs, null, { ref: false })]);
    const isLate = asking !== null && performance.now() - askedAt > LATE_AFTER_MS;
    return isLate ? { ...last, problem: "no answer in time" } : last;
  };
  await askNow();
  return last;
}

/** Null if this process sends no mail. */
export function checkMail(): Promise<MailCheck> | null {
  return holder.value?.() ?? null;
}
