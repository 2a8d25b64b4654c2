import { setTimeout as sleep } from "node:timers/promises";
import { nextMailInMs } from "@watchword/db/mail-claim";
import type { MailUrgency } from "@watchword/db/mail-queue";
import { type OnProblem, runDueWork } from "@watchword/db/worker";
import { getAuth } from "../auth.ts";
import { getConfig } from "../config.ts";
import { log } from "../log.ts";
import { type MailWork, openMailWork } from "../server/mail-work.ts";

/** Mails of one urgency at the same time. */
const AT_ONCE = 4;
const URGENCIES: readonly MailUrgency[] = ["awaited", "notice"];

const KEY = Symbol.for("watchword.function-mail");
const holder = globalThis as { [KEY]?: Promise<MailWork> };

/** What an instance of a function keeps from one request to the next. */
export function functionMail(): Promise<MailWork> {
  return (holder[KEY] ??= openMailWork(getConfig(), getAuth()));
}

/**
 * Sends what is queued, and what is to be tried again soon, for so long at most: what a function does
 * after its answer, where no worker runs.
 */
export async function sendQueued(forMs: number): Promise<void> {
  const endsAt = performance.now() + forMs;
  const isOver = () => performance.now() >= endsAt;
  const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
  const { send, gate } = await functionMail();
  for (;;) {
    const works = URGENCIES.map((urgency) => send(urgency, AT_ONCE));
    await Promise.all(works.map((work) => runDueWork(work, onProblem, isOver)));
    const open = URGENCIES.filter((urgency) => gate.restMs(urgency) === 0);
    const closed = URGENCIES.filter((urgency) => gate.restMs(urgency) > 0);
    const nextMs = await nextMailInMs(getAuth().db, open);
    const restMs = Math.max(50, Math.min(nextMs ?? Infinity, ...closed.map(gate.restMs)));
    if (performance.now() + restMs > endsAt) return;
    await sleep(restMs);
  }
}
