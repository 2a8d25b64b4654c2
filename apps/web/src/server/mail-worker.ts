import { createAuth } from "@watchword/auth";
import { keepAuditPartitions } from "@watchword/auth/audit";
import { cleanUp } from "@watchword/auth/clean-up";
import { keepTotals } from "@watchword/auth/operator";
import { dropDeadJobs, SEND_MAIL, SEND_NOTICE } from "@watchword/db/mail-queue";
import { prepareMailSlots } from "@watchword/db/mail-slots";
import { startWorker } from "@watchword/db/worker";
import { z } from "zod";
import { alertTasks } from "../alerts/watch-alerts.ts";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { observeJob } from "../telemetry/observe-job.ts";
import { traceStatement } from "../telemetry/span.ts";
import { openProvider } from "./mail-provider.ts";
import { createSendGate } from "./send-gate.ts";
import { sendMail, type Sender } from "./send-mail.ts";

const payload = z.object({ mailId: z.uuid() });

/** Mails at the same time: those that somebody waits for, and those or notices. */
const AWAITED_AT_ONCE = 12;
const ANY_AT_ONCE = 12;
/** What is left then waits for the next minute, and the other chores don't. */
const CLEAN_UP_MS = 30_000;

export interface RunningWorker {
  /** What keeps it from delivering, in a few words; null for nothing. */
  check(): Promise<string | null>;
  /** Finishes what it holds, takes nothing more. */
  stop(): Promise<void>;
}

/** Says at once what nobody would notice before the first mail. */
export function tellOfMail(problem: string | null): void {
  if (problem !== null) log.error({ problem }, "No mail can go out as things are");
}

/** Writes and sends queued mail and cleans up, in this process, until stopped. */
export async function startMailWorker(config: Config): Promise<RunningWorker> {
  const { databaseUrl, secrets, policy, publicUrl, mailsPerMinute, brand } = config;
  const auth = createAuth({
    databaseUrl,
    secret: secrets,
    policy,
    onIdleError: (error) => log.warn(error.message),
    onStatement: traceStatement,
  });
  const provider = openProvider(config);
  const gate = createSendGate();
  const from = config.emailFrom;
  const sender: Sender = { auth, publicUrl, brand, from, provider, mailsPerMinute, gate };
  if (mailsPerMinute !== null) await prepareMailSlots(auth.db, mailsPerMinute);

  const send = (job: unknown) => {
    const { mailId } = payload.parse(job);
    return observeJob(mailId, () => sendMail(sender, mailId));
  };
  const stopping = new AbortController();
  const cleanUpForAWhile = () =>
    cleanUp(auth, AbortSignal.any([stopping.signal, AbortSignal.timeout(CLEAN_UP_MS)]));
  const chores = [cleanUpForAWhile, keepAuditPartitions, keepTotals, () => dropDeadJobs(auth.db)];
  /** None keeps another from being done. */
  const tidy = async () => {
    const failures: unknown[] = [];
    for (const chore of chores) await chore(auth).catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, "Not everything was cleaned up");
  };
  const worker = await startWorker({
    databaseUrl,
    lanes: [
      {
        tasks: { [SEND_MAIL]: send, "clean-up": tidy, ...alertTasks(config) },
        concurrency: AWAITED_AT_ONCE,
        crontab: "* * * * * clean-up ?jobKey=clean-up",
      },
      { tasks: { [SEND_MAIL]: send, [SEND_NOTICE]: send }, concurrency: ANY_AT_ONCE },
    ],
    skipFlags: gate.closed,
    onProblem: (message) => log.warn(message),
  });
  return {
    check: provider.check,
    stop: async () => {
      stopping.abort();
      await worker.stop();
      provider.close();
      await auth.close();
    },
  };
}
