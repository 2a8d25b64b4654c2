import { setTimeout as sleep } from "node:timers/promises";
import { createAuth } from "@watchword/auth";
import { lookForAlerts, noteFailedLimitStore } from "@watchword/auth/alerts";
import type { Config } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { logAlerts } from "./log-alerts.ts";
import { tellDueAlerts } from "./tell-due-alerts.ts";

const LOOK_EVERY_MS = 60_000;
/**
 * How long a look that is under way may take to end. The alert that it was sending is sent again by another process.
 */
const ENDS_WITHIN_MS = 4_000;
/** The connections for checking alerts and for sending their messages. */
export const ALERT_CONNECTIONS = 2;

type Watched = Pick<
  Config,
  "alertWebhook" | "databaseUrl" | "databaseSchema" | "secrets" | "policy"
>;

export interface AlertWatch {
  /** Whether this process can't count limits in its store; absent if it counts none. */
  limitStoreFails?: () => Promise<boolean>;
  /** Whether this process runs no worker, and so sends waiting messages itself. */
  tells: boolean;
}

export interface RunningWatch {
  /** Resolves within ten seconds. */
  stop(): Promise<void>;
}

/**
 * Checks alerts each minute, in every process, so that the death of all workers raises an alert too. Does nothing
 * without a webhook.
 */
export function watchAlerts(config: Watched, watch: AlertWatch): RunningWatch {
  const { alertWebhook, databaseUrl, databaseSchema, secrets, policy } = config;
  if (alertWebhook === null) return { stop: async () => {} };
  const auth = createAuth({
    database: databaseUrl,
    schema: databaseSchema,
    poolSize: ALERT_CONNECTIONS,
    secret: secrets,
    policy,
    onIdleError: ({ message }) => log.warn(message),
  });
  let stopping = false;
  const look = async (): Promise<void> => {
    if (stopping) return;
    if (await watch.limitStoreFails?.()) logAlerts(await noteFailedLimitStore(auth));
    logAlerts(await lookForAlerts(auth));
    if (watch.tells) await tellDueAlerts(auth, alertWebhook, () => stopping);
  };
  let looking = Promise.resolve();
  const lookAgain = () => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.warn({ err: error }, "No look for alerts"));
  };
  lookAgain();
  const interval = setInterval(lookAgain, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(interval);
      stopping = true;
      await Promise.race([looking, sleep(ENDS_WITHIN_MS, undefined, { ref: false })]);
      await auth.close();
    },
  };
}
