import { setTimeout as sleep } from "node:timers/promises";
import type { Auth } from "@watchword/auth";
import type { MailUrgency } from "@watchword/db/mail-queue";
import { nextMailInMs } from "./claim.ts";
import type { MailWork } from "./mail-work.ts";
import { type OnProblem, runDueWork } from "./worker.ts";

/** How many mails of one urgency are sent at the same time. */
const CONCURRENCY = 4;
/**
 * How often to look again for a due mail that wasn't claimed: it waits for the sending rate or the deployment's budget.
 */
const LOOKS_EVERY_MS = 250;
const URGENCIES: readonly MailUrgency[] = ["awaited", "notice"];

/**
 * Sends queued mails, including those whose next try is due soon, for at most `forMs` milliseconds. Serverless
 * functions call this after their response, because no mailer runs there.
 */
export async function sendWaiting(
  { db }: Pick<Auth, "db">,
  { send, pause }: MailWork,
  onProblem: OnProblem,
  forMs: number,
): Promise<void> {
  const endsAt = performance.now() + forMs;
  const isOver = () => performance.now() >= endsAt;
  for (;;) {
    const works = URGENCIES.map((urgency) => send(urgency, CONCURRENCY));
    await Promise.all(works.map((work) => runDueWork(work, onProblem, isOver)));
    const open = URGENCIES.filter((urgency) => pause.restMs(urgency) === 0);
    const closed = URGENCIES.filter((urgency) => pause.restMs(urgency) > 0);
    const nextMs = await nextMailInMs(db, open);
    const restMs = Math.max(
      LOOKS_EVERY_MS,
      Math.min(nextMs ?? Infinity, ...closed.map(pause.restMs)),
    );
    if (performance.now() + restMs > endsAt) return;
    await sleep(restMs);
  }
}
