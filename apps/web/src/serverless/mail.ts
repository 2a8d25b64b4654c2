import { setTimeout as sleep } from "node:timers/promises";
import { SEND_MAIL, SEND_NOTICE } from "@watchword/db/mail-queue";
import { createPool } from "@watchword/db/pool";
import { nextJobInMs, runWaitingJobs, type WaitingJobs } from "@watchword/db/waiting-jobs";
import { getAuth } from "../auth.ts";
import { getConfig } from "../config.ts";
import { log } from "../log.ts";
import { type MailTasks, openMailTasks } from "../server/mail-tasks.ts";

/** Mails at the same time. */
const AT_ONCE = 4;

interface FunctionMail {
  tasks: Promise<MailTasks>;
  pool: WaitingJobs["pool"];
}

const KEY = Symbol.for("watchword.function-mail");
const holder = globalThis as { [KEY]?: FunctionMail };

/** What an instance of a function keeps from one request to the next. */
export function functionMail(): FunctionMail {
  return (holder[KEY] ??= open());
}

function open(): FunctionMail {
  const config = getConfig();
  const onIdleError = ({ message }: Error) => log.warn(message);
  const pool = createPool(config.databaseUrl, { max: AT_ONCE, onIdleError });
  return { pool, tasks: openMailTasks(config, getAuth()) };
}

/**
 * Sends what is queued, and what is to be tried again soon, for so long at most: what a function does
 * after its answer, where no worker runs.
 */
export async function sendQueued(forMs: number): Promise<void> {
  const endsAt = performance.now() + forMs;
  const { pool, tasks } = functionMail();
  const { send, gate } = await tasks;
  const jobs: WaitingJobs = {
    pool,
    tasks: { [SEND_MAIL]: send, [SEND_NOTICE]: send },
    concurrency: AT_ONCE,
    skipFlags: () => (performance.now() < endsAt ? gate.closed() : ["awaited", "notice"]),
    onProblem: (message) => log.warn(message),
  };
  for (;;) {
    await runWaitingJobs(jobs);
    const closed = gate.closed();
    const nextMs = await nextJobInMs(getAuth().db, Object.keys(jobs.tasks), closed);
    const restMs = Math.max(50, Math.min(nextMs ?? Infinity, ...closed.map(gate.restMs)));
    if (performance.now() + restMs > endsAt) return;
    await sleep(restMs);
  }
}
