import { type Auth, createAuth } from "@watchword/auth";
import { lookForAlerts, noteFailedLimitStore } from "@watchword/auth/alerts";
import { claimAlerts, type ClaimedAlert, dropAlert, putAlertBack } from "@watchword/db/alert-queue";
import { type OnProblem, runDueWork, type Work } from "@watchword/db/worker";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { logAlerts } from "./log-alerts.ts";
import { type AlertWebhook, tellAlert } from "./tell-alert.ts";

const LOOK_EVERY_MS = 60_000;
/** What looking takes, and telling. */
export const ALERT_CONNECTIONS = 2;

type Watched = Pick<Config, "alertWebhook" | "databaseUrl" | "secrets" | "policy">;

export interface AlertWatch {
  /** Whether this process can't count limits where it should; left out where it counts none. */
  limitStoreFails?: () => Promise<boolean>;
  /** Whether this process runs no worker, and so tells by itself what waits to be told. */
  tells: boolean;
}

export interface RunningWatch {
  stop(): Promise<void>;
}

/** Seconds before each next try of a message that its receiver didn't take; the last for all further ones. */
const PAUSES = [1, 3, 10, 30, 60, 300, 900, 3_600];

/** Delivers the messages of alerts, one at a time: a receiver that hangs keeps nothing else waiting. */
export function alertWork({ alertWebhook }: Pick<Config, "alertWebhook">, { db }: Auth): Work[] {
  if (alertWebhook === null) return [];
  async function run(alert: ClaimedAlert): Promise<void> {
    try {
      await tellAlert(alertWebhook as AlertWebhook, alert.message);
    } catch (error) {
      const pause = PAUSES[Math.min(alert.tries, PAUSES.length - 1)] ?? 0;
      await putAlertBack(db, alert, pause * 1_000);
      throw error;
    }
    await dropAlert(db, alert);
  }
  return [
    {
      name: "alerts",
      atOnce: 1,
      async claim(lease, limit) {
        const alerts = await claimAlerts(db, lease, limit);
        return alerts.map((alert) => ({ id: alert.id, run: () => run(alert) }));
      },
    },
  ];
}

/**
 * Looks each minute, in every process, so that the death of all workers is told too; nowhere unless
 * there is a webhook to tell.
 */
export function watchAlerts(config: Watched, watch: AlertWatch): RunningWatch {
  const { alertWebhook, databaseUrl, secrets, policy } = config;
  if (alertWebhook === null) return { stop: async () => {} };
  const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
  const auth = createAuth({
    databaseUrl,
    poolSize: ALERT_CONNECTIONS,
    secret: secrets,
    policy,
    onIdleError: ({ message }) => log.warn(message),
  });
  async function look(): Promise<void> {
    if (await watch.limitStoreFails?.()) logAlerts(await noteFailedLimitStore(auth));
    logAlerts(await lookForAlerts(auth));
    if (!watch.tells) return;
    for (const work of alertWork(config, auth)) await runDueWork(work, onProblem);
  }
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
