import { createAuth } from "@watchword/auth";
import { lookForAlerts, noteFailedLimitStore } from "@watchword/auth/alerts";
import { TELL_ALERT } from "@watchword/db/alert-queue";
import { createPool } from "@watchword/db/pool";
import { runWaitingJobs } from "@watchword/db/waiting-jobs";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { logAlerts } from "./log-alerts.ts";
import { tellAlert } from "./tell-alert.ts";

const LOOK_EVERY_MS = 60_000;
/** What looking takes, and telling as much again. */
export const ALERT_CONNECTIONS = 2;

type Watched = Pick<Config, "alertWebhook" | "databaseUrl" | "secrets" | "policy">;

export interface AlertWatch {
  /** Whether this process can't count limits where it should; left out where it counts none. */
  limitStoreFails?: () => Promise<boolean>;
  /** Whether this process runs no worker, and so tells by itself what waits to be told. */
  tells: boolean;
}

type AlertTasks = Record<string, (job: unknown) => Promise<void>>;

export interface RunningWatch {
  stop(): Promise<void>;
}

/** The queue's jobs that tell alerts. */
export function alertTasks({ alertWebhook }: Pick<Config, "alertWebhook">): AlertTasks {
  if (alertWebhook === null) return {};
  return { [TELL_ALERT]: (job) => tellAlert(alertWebhook, job) };
}

/**
 * Looks each minute, in every process, so that the death of all workers is told too; nowhere unless
 * there is a webhook to tell.
 */
export function watchAlerts(config: Watched, watch: AlertWatch): RunningWatch {
  const { alertWebhook, databaseUrl, secrets, policy } = config;
  if (alertWebhook === null) return { stop: async () => {} };
  const onProblem = (message: string) => log.warn(message);
  const auth = createAuth({
    databaseUrl,
    poolSize: ALERT_CONNECTIONS,
    secret: secrets,
    policy,
    onIdleError: ({ message }) => onProblem(message),
  });
  const tasks = alertTasks(config);

  async function look(): Promise<void> {
    if (await watch.limitStoreFails?.()) logAlerts(await noteFailedLimitStore(auth));
    logAlerts(await lookForAlerts(auth));
    if (watch.tells) await tell();
  }
  async function tell(): Promise<void> {
    const pool = createPool(databaseUrl, {
      max: ALERT_CONNECTIONS,
      onIdleError: ({ message }) => onProblem(message),
    });
    await runWaitingJobs({ pool, tasks, onProblem }).finally(() => pool.end());
  }
  let looking = Promise.resolve();
  const lookAgain = () => {
    looking = looking
      .then(look)
      .catch(({ message }: Error) => onProblem(`No look for alerts: ${message}`));
  };
  lookAgain();
  const interval = setInterval(lookAgain, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(interval);
      await looking;
      await auth.close();
    },
  };
}
