import { type Auth, createAuth } from "@watchword/auth";
import { SEND_MAIL, SEND_NOTICE } from "@watchword/db/mail-queue";
import { noteMailer } from "@watchword/db/readiness";
import { startWorker } from "@watchword/db/worker";
import { alertTasks } from "../alerts/watch-alerts.ts";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { traceStatement } from "../telemetry/span.ts";
import { openMailTasks } from "./mail-tasks.ts";
import { watchSecret } from "./ready-mail.ts";

/** What is left then waits for the next minute, and the other chores don't. */
const CLEAN_UP_MS = 30_000;
const SAYS_IT_LIVES_EVERY_MS = 30_000;

export interface RunningWorker {
  /** What keeps it from delivering, in a few words; null for nothing. */
  check(): Promise<string | null>;
  /** What its readiness is looked up with. */
  auth: Auth;
  /** Whether it still looks for mails. */
  isTurning(): boolean;
  /** Finishes what it holds, takes nothing more. */
  stop(): Promise<void>;
}

/** Says at once what nobody would notice before the first mail. */
export function tellOfMail(problem: string | null): void {
  if (problem !== null) log.error({ problem }, "No mail can go out as things are");
}

/** Writes and sends queued mail and cleans up, in this process, until stopped. */
export async function startMailWorker(config: Config): Promise<RunningWorker> {
  const { databaseUrl, poolSize, secrets, policy, workerConcurrency: concurrency } = config;
  const auth = createAuth({
    databaseUrl,
    poolSize,
    secret: secrets,
    policy,
    onIdleError: (error) => log.warn(error.message),
    onStatement: traceStatement,
  });
  const { send, tidy, gate, provider } = await openMailTasks(config, auth);
  const stopWatching = await watchSecret({ auth, gate });
  const stopping = new AbortController();
  const tidyUp = () => tidy(AbortSignal.any([stopping.signal, AbortSignal.timeout(CLEAN_UP_MS)]));
  const worker = await startWorker({
    databaseUrl,
    lanes: [
      {
        tasks: { [SEND_MAIL]: send, "clean-up": tidyUp, ...alertTasks(config) },
        concurrency,
        crontab: "* * * * * clean-up ?jobKey=clean-up",
      },
      { tasks: { [SEND_MAIL]: send, [SEND_NOTICE]: send }, concurrency },
    ],
    skipFlags: gate.closed,
    onProblem: (message) => log.warn(message),
  });
  const say = () => worker.isTurning() && noteMailer(auth.db).catch(() => {});
  await say();
  const saying = setInterval(say, SAYS_IT_LIVES_EVERY_MS);
  return {
    auth,
    check: provider.check,
    isTurning: worker.isTurning,
    stop: async () => {
      clearInterval(saying);
      stopWatching();
      stopping.abort();
      await worker.stop();
      provider.close();
      await auth.close();
    },
  };
}
