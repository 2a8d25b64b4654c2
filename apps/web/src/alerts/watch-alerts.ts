import { createAuth } from "@watchword/auth";
import { lookForAlerts, noteFailedLimitStore } from "@watchword/auth/alerts";
import { alertWork } from "@watchword/mailer/alerts";
import { type OnProblem, runDueWork } from "@watchword/mailer/worker";
import type { Config } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { logAlerts } from "./log-alerts.ts";
import { tellAlert } from "./tell-alert.ts";

const LOOK_EVERY_MS = 60_000;
/** What looking takes, and telling. */
export const ALERT_CONNECTIONS = 2;

type Watched = Pick<
  Config,
  "alertWebhook" | "databaseUrl" | "databaseSchema" | "secrets" | "policy"
>;

export interface AlertWatch {
  /** Whether this process can't count limits where it should; left out where it counts none. */
  limitStoreFails?: () => Promise<boolean>;
  /** Whether this process runs no worker, and so tells by itself what waits to be told. */
  tells: boolean;
}

export interface RunningWatch {
  stop(): Promise<void>;
}

/**
 * Looks each minute, in every process, so that the death of all workers is told too; nowhere unless
 * there is a webhook to tell.
 */
export function watchAlerts(config: Watched, watch: AlertWatch): RunningWatch {
  const { alertWebhook, databaseUrl, databaseSchema, secrets, policy } = config;
  if (alertWebhook === null) return { stop: async () => {} };
  const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
  const auth = createAuth({
    database: databaseUrl,
    schema: databaseSchema,
    poolSize: ALERT_CONNECTIONS,
    secret: secrets,
    policy,
    onIdleError: ({ message }) => log.warn(message),
  });
  const look = async (): Promise<void> => {
    if (await watch.limitStoreFails?.()) logAlerts(await noteFailedLimitStore(auth));
    logAlerts(await lookForAlerts(auth));
    if (!watch.tells) return;
    await runDueWork(
      alertWork(auth, (message) => tellAlert(alertWebhook, message)),
      onProblem,
    );
  };
  let looking = Promise.resolve();
  const lookAgain = () => {
    looking = looking.then(look).catch((error: unknown) => onProblem("No look for alerts", error));
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
