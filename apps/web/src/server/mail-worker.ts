import { createAuth } from "@watchword/auth";
import { SEND_MAIL, SEND_NOTICE } from "@watchword/db/mail-queue";
import { startWorker } from "@watchword/db/worker";
import { alertTasks } from "../alerts/watch-alerts.ts";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { traceStatement } from "../telemetry/span.ts";
import { openMailTasks } from "./mail-tasks.ts";

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
  const { databaseUrl, secrets, policy } = config;
  const auth = createAuth({
    databaseUrl,
    secret: secrets,
    policy,
    onIdleError: (error) => log.warn(error.message),
    onStatement: traceStatement,
  });
  const { send, tidy, gate, provider } = await openMailTasks(config, auth);
  const stopping = new AbortController();
  const tidyUp = () => tidy(AbortSignal.any([stopping.signal, AbortSignal.timeout(CLEAN_UP_MS)]));
  const worker = await startWorker({
    databaseUrl,
    lanes: [
      {
        tasks: { [SEND_MAIL]: send, "clean-up": tidyUp, ...alertTasks(config) },
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
